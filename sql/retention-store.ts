// How long conversations keep their messages, and the removal of those that are too old. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import { deleteDetails } from './message-details.ts';
import { MessageIndex } from './message-index.ts';
import type { Tables } from './tables.ts';

export interface Keeping {
  readonly conversationId: string;
  /** As those who run it chose; `undefined` as long as the server keeps messages. */
  readonly days: number | undefined;
  /** When the first message that is there was sent; `undefined` where there is none. */
  readonly oldestAtMs: number | undefined;
}

/** Every method may throw RequestError `database-unavailable`. */
export class RetentionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Conversations after an id, at most `limit`, in order of their ids. */
  async page(after: string, limit: number): Promise<Keeping[]> {
    const rows = await this.#db
      .selectFrom('conversations')
      .leftJoin('conversation_retention', 'conversation_retention.conversation_id', 'conversations.id')
      .select(['conversations.id', 'conversation_retention.days'])
      .select(({ selectFrom }) =>
        selectFrom('messages')
          .select('sent_at_ms')
          .whereRef('messages.conversation_id', '=', 'conversations.id')
          .orderBy('seq')
          .limit(sql.lit(1))
          .as('oldest_at_ms'),
      )
      .where('conversations.id', '>', after)
      .orderBy('conversations.id')
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => ({
      conversationId: row.id,
      days: row.days ?? undefined,
      oldestAtMs: row.oldest_at_ms ?? undefined,
    }));
  }

  /** Sets how long a conversation keeps its messages. In a transaction that counted the conversation. */
  async keep(conversationId: string, days: number | undefined): Promise<void> {
    await this.#ensure(conversationId);
    await this.#db
      .updateTable('conversation_retention')
      .set({ days: days ?? null })
      .where('conversation_id', '=', conversationId)
      .execute();
  }

  /**
   * Removes the first messages that were sent before a time, at most `limit`, with all that belongs to them. In a transaction that
   * counted the conversation, so that no message is changed meanwhile.
   * @returns how many they were
   */
  async removeOldest(conversationId: string, beforeMs: number, limit: number): Promise<number> {
    const first = await this.#db
      .selectFrom('messages')
      .select(['seq', 'sent_at_ms'])
      .where('conversation_id', '=', conversationId)
      .orderBy('seq')
      .limit(sql.lit(limit))
      .execute();
    const kept = first.findIndex((row) => row.sent_at_ms >= beforeMs);
    const seqs = (kept === -1 ? first : first.slice(0, kept)).map(({ seq }) => seq);
    const last = seqs.at(-1);
    if (last === undefined) return 0;
    await deleteDetails(this.#db, conversationId, seqs);
    const index = new MessageIndex(this.#db);
    for (const seq of seqs) await index.change({ conversationId, seq, text: '', sentAtMs: 0 });
    for (const table of ['undelivered_messages', 'messages'] as const)
      await this.#db
        .deleteFrom(table)
        .where('conversation_id', '=', conversationId)
        .where('seq', 'in', seqs)
        .execute();
    await this.#ensure(conversationId);
    await this.#db
      .updateTable('conversation_retention')
      .set({ kept_from_seq: last + 1 })
      .where('conversation_id', '=', conversationId)
      .execute();
    return seqs.length;
  }

  async #ensure(conversationId: string): Promise<void> {
    const row = await this.#db
      .selectFrom('conversation_retention')
      .select('conversation_id')
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst();
    if (row !== undefined) return;
    await this.#db
      .insertInto('conversation_retention')
      .values({ conversation_id: conversationId, days: null, kept_from_seq: 1 })
      .execute();
  }
}
