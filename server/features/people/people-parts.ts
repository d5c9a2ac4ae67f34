// What the parts of the people feature share.
import type { Database } from '../../../sql/database.ts';
import type { AccountCaller } from '../../dispatch/handler.ts';
import type { ChangeHints } from './change-hints.ts';

/** The account that asks, where from, and since when it exists. */
export type Actor = Pick<AccountCaller, 'accountId' | 'address' | 'registeredAtMs'>;

export interface PeopleParts {
  readonly database: Database;
  readonly hints: ChangeHints;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
