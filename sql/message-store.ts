// Messages as they are now, one log per conversation. Used by the messages feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import { MessageIndex } from './message-index.ts';
import type { Tables } from './tables.ts';

export interface StoredMessage {
  readonly conversationId: string;
  readonly seq: number;
  /** The latest change of the message. */
  readonly change: number;
  /** The change with which it was sent. */
  readonly sentChange: number;
  readonly senderId: string;
  readonly clientId: string;
  /** Of the conversation and the text as it was sent: 64 characters. */
  readonly sentHash: string;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number;
  readonly editedAtMs: number | undefined;
  readonly recalled: boolean;
}

/** A part of a conversation: messages from one to another, as far as they changed up to a change. */
export interface MessageRange {
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly upToChange: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class MessageStore {
  readonly #db: Kysely<Tables>;
  readonly #index: MessageIndex;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
    this.#index = new MessageIndex(db);
  }

  /** @throws DuplicateError when its sender has sent a message with this client id */
  async insert(message: StoredMessage): Promise<void> {
    await this.#db
      .insertInto('messages')
      .values({
        conversation_id: message.conversationId,
        seq: message.seq,
        change_number: message.change,
        sent_change: message.sentChange,
        sender_id: message.senderId,
        client_id: message.clientId,
        sent_hash: message.sentHash,
        body: message.text,
        sent_at_ms: message.sentAtMs,
        edited_at_ms: message.editedAtMs ?? null,
        recalled: message.recalled ? 1 : 0,
      })
      .execute();
    await this.#index.add(message);
  }

  async byClientId(senderId: string, clientId: string): Promise<StoredMessage | undefined> {
    const row = await this.#db
      .selectFrom('messages')
      .selectAll()
      .where('sender_id', '=', senderId)
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    return row === undefined ? undefined : toMessage(row);
  }

  async bySeq(conversationId: string, seq: number): Promise<StoredMessage | undefined> {
    const row = await this.#db
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .executeTakeFirst();
    return row === undefined ? undefined : toMessage(row);
  }

  /** Gives a message that was edited or recalled its new text. */
  async update(message: StoredMessage): Promise<void> {
    const { conversationId, seq, change, text, editedAtMs, recalled } = message;
    await this.#db
      .updateTable('messages')
      .set({
        change_number: change,
        body: text,
        edited_at_ms: editedAtMs ?? null,
        recalled: recalled ? 1 : 0,
      })
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .execute();
    await this.#index.change(message);
  }

  /** The messages of a range that changed after a change, at most `limit`, in order of change. */
  async changedAfter(range: MessageRange, after: number, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range)
      .where('change_number', '>', after)
      .orderBy('change_number')
      .limit(sql.lit(limit))
      .execute();
    return rows.map(toMessage);
  }

  /** The last messages of a range, at most `limit`, in order of `seq`. */
  async last(range: MessageRange, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range).orderBy('seq', 'desc').limit(sql.lit(limit)).execute();
    return rows.toReversed().map(toMessage);
  }

  /** How many messages of a range count as unread for an account, counted up to `limit`: no recalled ones, none of its own. */
  async countUnread(
    { conversationId, fromSeq, toSeq }: Omit<MessageRange, 'upToChange'>,
    accountId: string,
    limit: number,
  ): Promise<number> {
    const rows = await this.#db
      .selectFrom('messages')
      .select('seq')
      .where('conversation_id', '=', conversationId)
      .where('seq', '>=', fromSeq)
      .where('seq', '<=', toSeq)
      .where('recalled', '=', 0)
      .where('sender_id', '!=', accountId)
      .limit(sql.lit(limit))
      .execute();
    return rows.length;
  }

  #within({ conversationId, fromSeq, toSeq, upToChange }: MessageRange) {
    return this.#db
      .selectFrom('messages')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('seq', '>=', fromSeq)
      .where('seq', '<=', toSeq)
      .where('change_number', '<=', upToChange);
  }
}

/** A row as the stores give it. */
export function toMessage(row: Selectable<Tables['messages']>): StoredMessage {
  return {
    conversationId: row.conversation_id,
    seq: row.seq,
    change: row.change_number,
    sentChange: row.sent_change,
    senderId: row.sender_id,
    clientId: row.client_id,
    sentHash: row.sent_hash,
    text: row.body,
    sentAtMs: row.sent_at_ms,
    editedAtMs: row.edited_at_ms ?? undefined,
    recalled: row.recalled === 1,
  };
}
