// What the doctor says of one thing: whether it is well, and in one sentence what is wrong and the remedy. Made by every check.

/** `ok` is well; `note` works, but not as well as it could; `problem` keeps meetings from working. */
export type Verdict = 'ok' | 'note' | 'problem';

export interface Finding {
  /** What was looked at, one or two words. */
  readonly about: string;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly sentence: string;
}

export function ok(about: string, sentence: string): Finding {
  return { about, verdict: 'ok', sentence };
}

export function note(about: string, sentence: string): Finding {
  return { about, verdict: 'note', sentence };
}

export function problem(about: string, sentence: string): Finding {
  return { about, verdict: 'problem', sentence };
}

/** The line that is printed. */
export function formatFinding({ about, verdict, sentence }: Finding): string {
  return `${verdict.padEnd(8)} ${about.padEnd(18)} ${sentence}`;
}
