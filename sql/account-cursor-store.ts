// A counter that each account has: of its memberships and read markers, or of its contacts. Used by messages and people.
import { type Kysely, sql } from 'kysely';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class AccountCursorStore {
  readonly #db: Kysely<Tables>;
  readonly #table: 'account_cursors' | 'contact_cursors';

  /** @param table that holds the counters */
  constructor(db: Kysely<Tables>, table: 'account_cursors' | 'contact_cursors' = 'account_cursors') {
    this.#db = db;
    this.#table = table;
  }

  /** Makes the counters that accounts lack. Outside of transactions, so that `count` finds a row to lock and no gap. */
  async ensure(accountIds: readonly string[]): Promise<void> {
    const rows = await this.#db
      .selectFrom(this.#table)
      .select('account_id')
      .where('account_id', 'in', accountIds)
      .execute();
    const known = new Set(rows.map((row) => row.account_id));
    for (const accountId of new Set(accountIds)) {
      if (known.has(accountId)) continue;
      try {
        await this.#db.insertInto(this.#table).values({ account_id: accountId, last_number: 0 }).execute();
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
      .updateTable(this.#table)
      .set({ last_number: sql`last_number + 1` })
      .where('account_id', 'in', accountIds)
      .execute();
    const rows = await this.#db
      .selectFrom(this.#table)
      .selectAll()
      .where('account_id', 'in', accountIds)
      .execute();
    return new Map(rows.map((row) => [row.account_id, row.last_number]));
  }
}
