// Numbers as people write and paste them: full-width digits, spaces, dashes, words around them. Used by forms and handlers.

/**
 * The text as it looks: compatibility forms such as full-width digits in their plain form (NFKC), every dash as `-`, and without
 * what cannot be seen (zero-width and direction marks) or only decorates (combining marks).
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{M}]/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-');
}

/** Any link; a number in one that leads elsewhere is no meeting's. */
const link = /[a-z][a-z\d+.-]*:\/\/\S*/giu;
/** Digits in one piece, or in several with the same single separator between them. */
const digitGroup = /\d+(?:([ \-.])\d+(?:\1\d+)*)?/gu;
/** Digits that no other digits are tied to, as those of a date, a time or a telephone number are. */
const loneDigits = /(?<![\d][-.:/]?)\d+(?![-.:/]?\d)/gu;

/**
 * The one number of so many digits in a text, such as `27 607`, `#27607`, `２７６０７` or `Room 27607 at 10:30.`; `undefined` when
 * there is none, or when several differ.
 */
function readDigits(text: string, length: number): string | undefined {
  const plain = plainText(text).replaceAll(link, ' ').replaceAll(/\s+/gu, ' ').replaceAll(/ ?- ?/gu, '-');
  const lone = plain.match(loneDigits) ?? [];
  const grouped = plain.match(digitGroup) ?? [];
  for (const candidates of [lone, grouped.map((group) => group.replaceAll(/\D/gu, ''))]) {
    const fitting = new Set(candidates.filter((digits) => digits.length === length));
    if (fitting.size > 0) return fitting.size === 1 ? [...fitting][0] : undefined;
  }
  return undefined;
}

/** The meeting number, five digits, that a text clearly holds; `undefined` when it holds none or several. */
export function readMeetingNumber(text: string): string | undefined {
  return readDigits(text, 5);
}

/** The PIN of a meeting, six digits, that a text clearly holds; `undefined` when it holds none or several. */
export function readPin(text: string): string | undefined {
  return readDigits(text, 6);
}
