// Messages as they are now, one log per conversation. Used by the messages feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { MessageEvent } from '../protocol/messages/message-parts.ts';
import {
  countMentions,
  countPinned,
  deleteDetails,
  insertDetails,
  type MessageDetails,
  plainDetails,
  readMentions,
  readReactions,
  setPinned,
  setReaction,
} from './message-details.ts';
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
  readonly details: MessageDetails;
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
    await insertDetails(this.#db, message.conversationId, message.seq, message.details);
    await this.#index.add(message);
  }

  async byClientId(senderId: string, clientId: string): Promise<StoredMessage | undefined> {
    const rows = await this.#joined()
      .where('messages.sender_id', '=', senderId)
      .where('messages.client_id', '=', clientId)
      .execute();
    return (await this.#toMessages(rows))[0];
  }

  async bySeq(conversationId: string, seq: number): Promise<StoredMessage | undefined> {
    const rows = await this.#joined()
      .where('messages.conversation_id', '=', conversationId)
      .where('messages.seq', '=', seq)
      .execute();
    return (await this.#toMessages(rows))[0];
  }

  /** Gives a message that was edited or recalled its new text; a recalled one has nothing besides any more. */
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
    if (recalled) await deleteDetails(this.#db, conversationId, [seq]);
    await this.#index.change(message);
  }

  /** The messages of a range that changed after a change, at most `limit`, in order of change. */
  async changedAfter(range: MessageRange, after: number, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range)
      .where('messages.change_number', '>', after)
      .orderBy('messages.change_number')
      .limit(sql.lit(limit))
      .execute();
    return this.#toMessages(rows);
  }

  /** The last messages of a range, at most `limit`, in order of `seq`. */
  async last(range: MessageRange, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range).orderBy('messages.seq', 'desc').limit(sql.lit(limit)).execute();
    return this.#toMessages(rows.toReversed());
  }

  /**
   * How many messages of a range count as unread for an account, counted up to `limit`: no recalled ones, no system lines, none of its
   * own, none that it does not get.
   */
  async countUnread(
    { conversationId, fromSeq, toSeq }: Omit<MessageRange, 'upToChange'>,
    accountId: string,
    limit: number,
  ): Promise<number> {
    const rows = await this.#db
      .selectFrom('messages')
      .leftJoin('message_details', (join) =>
        join
          .onRef('message_details.conversation_id', '=', 'messages.conversation_id')
          .onRef('message_details.seq', '=', 'messages.seq'),
      )
      .select('messages.seq')
      .where('messages.conversation_id', '=', conversationId)
      .where('messages.seq', '>=', fromSeq)
      .where('messages.seq', '<=', toSeq)
      .where('recalled', '=', 0)
      .where('sender_id', '!=', accountId)
      .where('event', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('undelivered_messages')
              .select('undelivered_messages.seq')
              .whereRef('undelivered_messages.conversation_id', '=', 'messages.conversation_id')
              .whereRef('undelivered_messages.seq', '=', 'messages.seq')
              .where('undelivered_messages.account_id', '=', accountId),
          ),
        ),
      )
      .limit(sql.lit(limit))
      .execute();
    return rows.length;
  }

  /** Whether a message of a range changed after a change. */
  async isChangedAfter({ conversationId, fromSeq, toSeq }: MessageRange, after: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom('messages')
      .select('seq')
      .where('conversation_id', '=', conversationId)
      .where('change_number', '>', after)
      .where('seq', '>=', fromSeq)
      .where('seq', '<=', toSeq)
      .limit(sql.lit(1))
      .executeTakeFirst();
    return row !== undefined;
  }

  /** The first messages of a range, at most `limit`, in order of `seq`. */
  async first(range: MessageRange, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range).orderBy('messages.seq').limit(sql.lit(limit)).execute();
    return this.#toMessages(rows);
  }

  /** The pinned messages of a range, at most `limit`, the one that was pinned last first. */
  async pinned(range: MessageRange, limit: number): Promise<StoredMessage[]> {
    const rows = await this.#within(range)
      .where('message_details.pinned_change', 'is not', null)
      .orderBy('message_details.pinned_change', 'desc')
      .limit(sql.lit(limit))
      .execute();
    return this.#toMessages(rows);
  }

  countPinned(conversationId: string): Promise<number> {
    return countPinned(this.#db, conversationId);
  }

  /** A member chose an emoji for a message, or took the choice back, with the message's latest change. */
  async react(message: StoredMessage, accountId: string, emoji: string, chosen: boolean): Promise<void> {
    await setReaction(this.#db, message, accountId, emoji, chosen ? message.change : undefined);
    await this.#touch(message);
  }

  /** Pins a message, or takes the pin away, with its latest change. */
  async pin(message: StoredMessage): Promise<void> {
    await setPinned(this.#db, message, message.details.pinnedChange);
    await this.#touch(message);
  }

  /** Reactions to messages of a conversation as they stood at a change, as far as they still stand, by `seq`. */
  reactionsAt(
    conversationId: string,
    seqs: readonly number[],
    change: number,
  ): Promise<ReadonlyMap<number, MessageDetails['reactions']>> {
    return readReactions(this.#db, conversationId, seqs, change);
  }

  async #touch({ conversationId, seq, change }: StoredMessage): Promise<void> {
    await this.#db
      .updateTable('messages')
      .set({ change_number: change })
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .execute();
  }

  /** Unread messages of conversations that name an account, counted up to `limit` in each; none where there are none. */
  countMentions(
    accountId: string,
    conversationIds: readonly string[],
    limit: number,
  ): Promise<ReadonlyMap<string, number>> {
    return countMentions(this.#db, accountId, conversationIds, limit);
  }

  #within({ conversationId, fromSeq, toSeq, upToChange }: MessageRange) {
    return this.#joined()
      .where('messages.conversation_id', '=', conversationId)
      .where('messages.seq', '>=', fromSeq)
      .where('messages.seq', '<=', toSeq)
      .where('messages.change_number', '<=', upToChange);
  }

  #joined() {
    return this.#db
      .selectFrom('messages')
      .leftJoin('message_details', (join) =>
        join
          .onRef('message_details.conversation_id', '=', 'messages.conversation_id')
          .onRef('message_details.seq', '=', 'messages.seq'),
      )
      .leftJoin('accounts as forwarded', 'forwarded.id', 'message_details.forwarded_account_id')
      .selectAll('messages')
      .select([
        'message_details.reply_to',
        'message_details.everyone',
        'message_details.mention_count',
        'message_details.reaction_count',
        'message_details.attachment_count',
        'message_details.forwarded_account_id',
        'message_details.forwarded_sent_at_ms',
        'message_details.event',
        'message_details.pinned_change',
        'forwarded.nickname as forwarded_nickname',
      ]);
  }

  /** @param rows of one conversation */
  async #toMessages(rows: readonly JoinedRow[]): Promise<StoredMessage[]> {
    const conversationId = rows[0]?.conversation_id ?? '';
    const having = (column: 'mention_count' | 'reaction_count'): number[] =>
      rows.flatMap((row) => ((row[column] ?? 0) > 0 ? [row.seq] : []));
    const mentions = await readMentions(this.#db, conversationId, having('mention_count'));
    const reactions = await readReactions(this.#db, conversationId, having('reaction_count'));
    return rows.map((row) =>
      toMessage(row, toDetails(row, mentions.get(row.seq) ?? [], reactions.get(row.seq) ?? [])),
    );
  }
}

type JoinedRow = Selectable<Tables['messages']> & {
  readonly [column in Exclude<keyof Tables['message_details'], 'conversation_id' | 'seq'>]:
    | Tables['message_details'][column]
    | null;
} & { readonly forwarded_nickname: string | null };

function toDetails(
  row: JoinedRow,
  mentions: readonly string[],
  reactions: MessageDetails['reactions'],
): MessageDetails {
  return {
    replyTo: row.reply_to ?? undefined,
    everyone: row.everyone === 1,
    mentions,
    forwarded:
      row.forwarded_account_id === null
        ? undefined
        : {
            accountId: row.forwarded_account_id,
            nickname: row.forwarded_nickname ?? undefined,
            sentAtMs: row.forwarded_sent_at_ms ?? 0,
          },
    event: row.event === null ? undefined : (JSON.parse(row.event) as MessageEvent),
    attachmentCount: row.attachment_count ?? 0,
    reactions,
    pinnedChange: row.pinned_change ?? undefined,
  };
}

/** A row as the stores give it. @param details what the message has besides, where that was read */
export function toMessage(
  row: Selectable<Tables['messages']>,
  details: MessageDetails = plainDetails,
): StoredMessage {
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
    details,
  };
}
