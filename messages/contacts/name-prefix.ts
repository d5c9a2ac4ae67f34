// What a search for a nickname looks for. Pure.

const han = /\p{Script=Han}/u;

/**
 * Small letters without blanks at the ends and without accents, as names are kept to be found; `undefined` where it is too short: it
 * would find everybody.
 */
export function namePrefixOf(input: string): string | undefined {
  const prefix = foldName(input);
  return Array.from(prefix).length >= 2 || han.test(prefix) ? prefix : undefined;
}

/** A name in the form in which it is compared: NFKC, small letters, no accents on them, single blanks. */
export function foldName(input: string): string {
  const bare = input
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '');
  return bare.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().slice(0, 96);
}
