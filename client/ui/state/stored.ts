// Small choices kept in local storage; read and written by the stores of language, theme and interface.

/** The remembered value, or `undefined` when there is none, it is not among `allowed`, or storage is switched off. */
export function readStored<T extends string>(key: string, allowed: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(key);
    return allowed.find((choice) => choice === value);
  } catch {
    return undefined;
  }
}

/** Remembers a value as long as the browser lets us. */
export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off: the choice lasts as long as the page.
  }
}
