// Messages that one member of a direct conversation does not get. Used by the messages feature.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class UndeliveredStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Notes that an account does not get a message. */
  async add(conversationId: string, seq: number, accountId: string): Promise<void> {
    await this.#db
      .insertInto('undelivered_messages')
      .values({ conversation_id: conversationId, seq, account_id: accountId })
      .execute();
  }

  /** The accounts that do not get a message. */
  async of(conversationId: string, seq: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('undelivered_messages')
      .select('account_id')
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .execute();
    return rows.map((row) => row.account_id);
  }

  /** Those of some messages that an account does not get. */
  async among(conversationId: string, accountId: string, seqs: readonly number[]): Promise<Set<number>> {
    if (seqs.length === 0) return new Set();
    const rows = await this.#db
      .selectFrom('undelivered_messages')
      .select('seq')
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .where('seq', '>=', Math.min(...seqs))
      .where('seq', '<=', Math.max(...seqs))
      .execute();
    return new Set(rows.map((row) => row.seq));
  }
}
