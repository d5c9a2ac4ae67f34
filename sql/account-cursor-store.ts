// The counter of each account's own changes: memberships and read markers. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class AccountCursorStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Makes the counters that accounts lack. Outside of transactions, so that `count` finds a row to lock and no gap. */
  async ensure(accountIds: readonly string[]): Promise<void> {
    const rows = await this.#db
      .selectFrom('account_cursors')
      .select('account_id')
      .where('account_id', 'in', accountIds)
      .execute();
    const known = new Set(rows.map((row) => row.account_id));
    for (const accountId of new Set(accountIds)) {
      if (known.has(accountId)) continue;
      try {
        await this.#db
          .insertInto('account_cursors')
          .values({ account_id: accountId, last_number: 0 })
          .execute();
      } catch (error) {
        if (!(error instanceof DuplicateError)) throw error;
      }
    }
  }

  /** Counts one change of an account, for which `ensure` was asked before. @returns its new number */
  async countOne(accountId: string): Promise<number> {
    const number = (await this.count([accountId])).get(accountId);
    if (number === undefined) throw new Error(`the account ${accountId} has no counter`);
    return number;
  }

  /** Counts one change of each account. @returns their new numbers by account; none of accounts without a counter */
  async count(accountIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (accountIds.length === 0) return new Map();
    await this.#db
      .updateTable('account_cursors')
      .set({ last_number: sql`last_number + 1` })
      .where('account_id', 'in', accountIds)
      .execute();
    const rows = await this.#db
      .selectFrom('account_cursors')
      .selectAll()
      .where('account_id', 'in', accountIds)
      .execute();
    return new Map(rows.map((row) => [row.account_id, row.last_number]));
  }
}
