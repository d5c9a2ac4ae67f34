// What edited messages said before. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A text that stood in a message until a change. */
export interface MessageVersion {
  readonly seq: number;
  /** The change with which another text took its place. */
  readonly untilChange: number;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly writtenAtMs: number;
}

/** Every method may throw RequestError `database-unavailable`. Versions go with their messages (sql/message-details.ts). */
export class MessageVersionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async insert(conversationId: string, version: MessageVersion): Promise<void> {
    const { seq, untilChange, text, writtenAtMs } = version;
    await this.#db
      .insertInto('message_versions')
      .values({
        conversation_id: conversationId,
        seq,
        until_change: untilChange,
        body: text,
        written_at_ms: writtenAtMs,
      })
      .execute();
  }

  /** Earlier texts of a message up to a change, at most `limit`, the first one first. */
  async of(
    conversationId: string,
    seq: number,
    upToChange: number,
    limit: number,
  ): Promise<MessageVersion[]> {
    const rows = await this.#db
      .selectFrom('message_versions')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .where('until_change', '<=', upToChange)
      .orderBy('until_change')
      .limit(sql.lit(limit))
      .execute();
    return rows.map(toVersion);
  }

  /** What messages said at a change after which they were edited, by `seq`. */
  async at(
    conversationId: string,
    seqs: readonly number[],
    change: number,
  ): Promise<ReadonlyMap<number, MessageVersion>> {
    if (seqs.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('message_versions')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('seq', 'in', seqs)
      .where('until_change', '>', change)
      .orderBy('until_change', 'desc')
      .execute();
    // The one that was replaced first after the change comes last.
    return new Map(rows.map((row) => [row.seq, toVersion(row)]));
  }
}

function toVersion(row: Tables['message_versions']): MessageVersion {
  return { seq: row.seq, untilChange: row.until_change, text: row.body, writtenAtMs: row.written_at_ms };
}
