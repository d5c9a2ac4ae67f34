// What went wrong in SQLite, by its result codes: plain data that crosses from a database thread, and the errors made of it.
import { RequestError } from '../protocol/error-codes.ts';
import { DuplicateError } from './database-errors.ts';

/**
 * `busy`: another process writes. `full`: no room on the disk. `unavailable`: the file cannot be read or written, or the
 * thread is gone. `duplicate`: another row has the same value. `constraint`: another rule of the tables. `mistake`: ours.
 */
type FailureKind = 'busy' | 'full' | 'unavailable' | 'duplicate' | 'constraint' | 'mistake';

export interface SqliteFailure {
  readonly kind: FailureKind;
  readonly message: string;
  /** The column that two rows share, for `duplicate`. */
  readonly column?: string;
}

/** Result codes of SQLite (https://www.sqlite.org/rescode.html); the low byte is the kind. */
const uniqueViolations = new Set([2067, 1555]);
const kinds = new Map<number, FailureKind>([
  [5, 'busy'], // BUSY
  [6, 'busy'], // LOCKED
  [8, 'unavailable'], // READONLY
  [10, 'unavailable'], // IOERR
  [13, 'full'], // FULL
  [14, 'unavailable'], // CANTOPEN
  [19, 'constraint'], // CONSTRAINT
]);

/** @param error thrown by node:sqlite, or by anything else, which is a mistake */
export function failureOf(error: unknown): SqliteFailure {
  const { errcode, message } = error as { errcode?: number; message: string };
  if (errcode === undefined) return { kind: 'mistake', message };
  const column = /\.(\w+)$/.exec(message)?.[1];
  if (uniqueViolations.has(errcode) && column !== undefined) return { kind: 'duplicate', message, column };
  return { kind: kinds.get(errcode & 0xff) ?? 'mistake', message };
}

/** DuplicateError, RequestError `database-unavailable`, or an Error that says what SQLite said. */
export function errorOf({ kind, message, column }: SqliteFailure): Error {
  if (column !== undefined) return new DuplicateError(column, new Error(message));
  const isOurs = kind === 'constraint' || kind === 'mistake' || kind === 'duplicate';
  return isOurs ? new Error(`SQLite: ${message}`) : new RequestError('database-unavailable');
}
