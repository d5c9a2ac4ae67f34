// What the table of errors says of each.

/** `answer`: the caller's mistake. `close`: a broken protocol. `log`: our fault, logged with an id the caller gets. */
export type ErrorEffect = 'answer' | 'close' | 'log';

export interface ErrorEntry {
  readonly meaning: string;
  readonly effect: ErrorEffect;
  /** HTTP status when the request came over HTTP. */
  readonly status: number;
}
