// What is filled into the blanks of texts, kept to itself: a name that is written from right to left moves nothing around it.
// Used by the language store.

/** First strong isolate and its end: what stands between has a direction of its own, which ends with it. */
const isolateMark = '\u2068';
const endMark = '\u2069';
/** Marks that would end or turn the isolate from within. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Blocks whose letters are written from right to left (Unicode's defaults of Bidi_Class), and the marks above. */
const rightToLeft =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name as it stands within a sentence that is written from left to right. Names without such letters stay as they are: they
 * move nothing, and what reads texts by their letters finds them.
 */
export function isolate(name: string): string {
  if (!rightToLeft.test(name)) return name.replaceAll(directionMarks, '');
  return `${isolateMark}${name.replaceAll(directionMarks, '')}${endMark}`;
}

/** The same texts; each isolates the words that are filled into it. */
export function isolateBlanks<Texts extends object>(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, isolateIn(value)])) as Texts;
}

function isolateIn(value: unknown): unknown {
  if (typeof value === 'function') {
    const fill = value as (...blanks: readonly unknown[]) => unknown;
    return (...blanks: readonly unknown[]) =>
      fill(...blanks.map((blank) => (typeof blank === 'string' ? isolate(blank) : blank)));
  }
  if (Array.isArray(value)) return value.map(isolateIn);
  return typeof value === 'object' && value !== null ? isolateBlanks(value) : value;
}
