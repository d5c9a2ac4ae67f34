// Turns a problem into the sentence or two that a person reads. Used by the message region and by form fields.
import type { Texts } from './en.ts';
import type { ProblemCode } from './problem-code.ts';

/** When to try again, in words: "in 30 seconds"; without a time, "in a moment". */
function describeWait(retryAfterMs: number | undefined, texts: Texts): string {
  if (retryAfterMs === undefined || retryAfterMs <= 0) return texts.problem.wait;
  const seconds = Math.ceil(retryAfterMs / 1000);
  const format = new Intl.RelativeTimeFormat(texts.tag, { numeric: 'always' });
  if (seconds < 90) return format.format(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? format.format(minutes, 'minute') : format.format(Math.ceil(minutes / 60), 'hour');
}

/** What a sentence is made of: the code, and what fills its blanks. */
export interface SentenceParts {
  readonly code: ProblemCode;
  readonly retryAfterMs?: number;
  readonly id?: string;
}

/** The sentence for a problem, its blanks filled. */
export function problemSentence(problem: SentenceParts, texts: Texts): string {
  return texts.problems[problem.code]
    .replace('{wait}', () => describeWait(problem.retryAfterMs, texts))
    .replace('{id}', () => problem.id ?? texts.problem.unknownId);
}
