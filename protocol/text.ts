// Text that crosses the wire: no character of it ends a line, hides or turns round what stands beside it. Used by every schema.
import * as z from 'zod/mini';

/**
 * What no text of the protocol holds: control characters (C0, DEL, C1), line and paragraph separators, direction marks and
 * overrides, and halves of surrogate pairs. Each could begin a line of its own in an SDP, a header or a log, or change how
 * the text around it reads.
 */
const unfit = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Whether a string may stand in a message. */
export function isPlainText(value: string): boolean {
  return !unfit.test(value);
}

/** Whether a string may stand in a message of several lines: plain text, line feeds and tabs. */
export function isPlainLines(value: string): boolean {
  return isPlainText(value.replaceAll(/[\n\t]/g, ''));
}

/** Text of several lines, for what is only ever shown by itself. @param max length in UTF-16 units */
export const lines = (max: number) => z.string().check(z.maxLength(max), z.refine(isPlainLines));

/** @param max length in UTF-16 units */
export const text = (max: number) => z.string().check(z.maxLength(max), z.refine(isPlainText));

/** Text in which only the characters of `form` stand. @param max length in UTF-16 units */
export const textLike = (form: RegExp, max: number) => z.string().check(z.maxLength(max), z.regex(form));
