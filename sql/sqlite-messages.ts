// What passes between the calls' thread and a database thread.
import type { StatementResult } from './sqlite-connection.ts';
import type { SqliteFailure } from './sqlite-failure.ts';

export interface StatementRequest {
  readonly kind: 'statement';
  /** Of the request; its answer bears it. */
  readonly id: number;
  readonly text: string;
  readonly values: readonly unknown[];
  /** The transaction it belongs to, which its first statement begins; without one it is one by itself. */
  readonly transaction?: { readonly id: number; readonly isFirst: boolean };
}

export interface EndRequest {
  readonly kind: 'commit' | 'rollback';
  readonly id: number;
  readonly transaction: number;
}

export type ThreadRequest = StatementRequest | EndRequest | { readonly kind: 'close' };

/** Several at once, so that a group costs the calls' thread one message. */
export type Answer =
  | { readonly id: number; readonly result: StatementResult }
  | { readonly id: number; readonly failure: SqliteFailure };

/** What a database thread is started with. */
export interface ThreadData {
  readonly file: string;
  readonly role: 'write' | 'read';
}
