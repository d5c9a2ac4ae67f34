// The form in which titles of public groups are searched and ordered. Pure.

/** Code points of a key: a title has 64 UTF-16 units, and some become several letters. */
const keyMax = 128;

/** Compatible forms as one, lower case, blanks folded: what is typed finds what looks alike. */
export function directoryKey(title: string): string {
  const folded = title.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  return Array.from(folded).slice(0, keyMax).join('');
}
