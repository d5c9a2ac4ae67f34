// What the writing thread does at a time, and how it is refused. Pure; used by group-writer.
import type { SqliteFailure } from './sqlite-failure.ts';
import type { Answer, EndRequest, StatementRequest } from './sqlite-messages.ts';

/** A statement that succeeds or fails by itself. */
export interface Alone {
  readonly requests: readonly [StatementRequest];
  readonly transaction?: undefined;
  readonly waitsUntilMs: number;
  /** Its group was lost through no fault of its own: it gets one more try, in a group of its own. */
  readonly isSecondTry: boolean;
}

/** A transaction, with all that came of it while it waits. */
export interface Transaction {
  readonly requests: (StatementRequest | EndRequest)[];
  readonly transaction: number;
  readonly waitsUntilMs: number;
  readonly isSecondTry: false;
}

export type Unit = Alone | Transaction;

/** Why nothing more can be done in a transaction. */
export const isOver: SqliteFailure = { kind: 'unavailable', message: 'the transaction was rolled back' };

/** Of a transaction that is not there: what asks to roll it back has what it wants. */
export function refusalOf({ kind, id }: StatementRequest | EndRequest, failure: SqliteFailure): Answer {
  return kind === 'rollback' ? { id, result: { rows: [] } } : { id, failure };
}
