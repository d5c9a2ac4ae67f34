// Which of our languages a person gets who has not chosen one. Used by the language store.

/** The first language of the browser's list that is among ours; the first of ours when none is. */
export function chooseLanguage<T extends string>(wanted: readonly string[], ours: readonly [T, ...T[]]): T {
  for (const tag of wanted) {
    const found = ours.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (found !== undefined) return found;
  }
  return ours[0];
}
