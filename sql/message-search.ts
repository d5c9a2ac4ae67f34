// Finds messages by words, from new to old, on a thread or connections that nothing else waits for. Used by the messages feature.
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { wordOfConversation } from '../messages/search-words.ts';
import { numbersPerMs } from './message-index.ts';
import { type StoredMessage, toMessage } from './message-store.ts';
import type { Tables } from './tables.ts';

type MessageRow = Tables['messages'];

/** What is searched for, and by whom. */
export interface MessageQuery {
  /** Who searches: messages are found where and when this account was a member. */
  readonly accountId: string;
  /** All of them, or messages without regard to words where there are none. */
  readonly words: readonly string[];
  readonly conversationId?: string | undefined;
  readonly senderId?: string | undefined;
  /** Sent at this time or later, in milliseconds since the epoch. */
  readonly fromMs?: number | undefined;
  /** Sent before this time. */
  readonly toMs?: number | undefined;
}

export interface FoundMessage {
  readonly number: number;
  readonly message: StoredMessage;
}

export interface SearchedPart {
  readonly found: readonly FoundMessage[];
  /** The number down to which everything was looked at; `undefined` where nothing older is left. */
  readonly downTo: number | undefined;
}

/** Messages that are looked at together: as many as a page has, and as many as cost a few milliseconds. */
const partMin = 64;
const partMax = 1024;

export class MessageSearch {
  readonly #db: Kysely<Tables>;
  readonly #hasWords: (words: readonly string[]) => RawBuilder<SqlBool>;

  /** @param hasWords the engine's condition on `message_words` */
  constructor(db: Kysely<Tables>, hasWords: (words: readonly string[]) => RawBuilder<SqlBool>) {
    this.#db = db;
    this.#hasWords = hasWords;
  }

  /**
   * Looks at the next messages that have all words, and gives those that the account may see and that the query asks for.
   * @param before numbers below this one
   * @param count how many messages to look at: what an answer costs, however few of them are found
   * @throws RequestError `database-unavailable`, also when it takes longer than a query may
   */
  async #next(query: MessageQuery, before: number, count: number): Promise<SearchedPart> {
    const { accountId, senderId } = query;
    const rows = await this.#db
      .selectFrom(this.#numbered(query, before, count))
      .leftJoin('searched_messages as searched', 'searched.number', 'candidate.number')
      // What a member sees of a conversation (messages/visible-part.ts).
      .leftJoin('conversation_members as own', (join) =>
        join
          .onRef('own.conversation_id', '=', 'searched.conversation_id')
          .on('own.account_id', '=', accountId)
          .on('own.event_number', '>', 0)
          .onRef('own.joined_seq', '<=', 'searched.seq')
          .on(({ eb, or, ref }) =>
            or([eb('own.left_seq', 'is', null), eb('own.left_seq', '>=', ref('searched.seq'))]),
          ),
      )
      .leftJoin('messages as message', (join) =>
        join
          .onRef('message.conversation_id', '=', 'own.conversation_id')
          .onRef('message.seq', '=', 'searched.seq')
          .on('message.recalled', '=', 0)
          // Not what a person sent whom the account had blocked.
          .on(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('undelivered_messages as undelivered')
                  .select('undelivered.seq')
                  .whereRef('undelivered.conversation_id', '=', 'searched.conversation_id')
                  .whereRef('undelivered.seq', '=', 'searched.seq')
                  .where('undelivered.account_id', '=', accountId),
              ),
            ),
          )
          .on(({ eb, or, ref }) =>
            or([eb('own.left_seq', 'is', null), eb('message.change_number', '<=', ref('own.change_number'))]),
          )
          .$call((on) => (senderId === undefined ? on : on.on('message.sender_id', '=', senderId))),
      )
      .selectAll('message')
      .select('candidate.number as number')
      .orderBy('candidate.number', 'desc')
      .execute();
    return {
      found: rows.flatMap(({ number, ...row }) =>
        isWhole(row) ? [{ number, message: toMessage(row) }] : [],
      ),
      downTo: rows.length < count ? undefined : rows.at(-1)?.number,
    };
  }

  /**
   * The same part after part, until nothing older is left: the more at a time the fewer of them are found.
   * @param before numbers below this one; without it from the newest message
   */
  async *parts(query: MessageQuery, before = Number.MAX_SAFE_INTEGER): AsyncGenerator<SearchedPart> {
    let [number, count] = [before, partMin];
    for (;;) {
      const part = await this.#next(query, number, count);
      yield part;
      if (part.downTo === undefined) return;
      number = part.downTo;
      if (part.found.length * 4 < count) count = Math.min(2 * count, partMax);
    }
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  /** The numbers of the next messages that have all words. */
  #numbered({ words, conversationId, fromMs, toMs }: MessageQuery, before: number, count: number) {
    const all = conversationId === undefined ? words : [wordOfConversation(conversationId), ...words];
    const end = Math.min(before, toMs === undefined ? before : toMs * numbersPerMs);
    return this.#db
      .selectFrom('message_words')
      .select('rowid as number')
      .where(this.#hasWords(all))
      .where('rowid', '<', end)
      .$if(fromMs !== undefined, (part) => part.where('rowid', '>=', (fromMs ?? 0) * numbersPerMs))
      .orderBy('rowid', 'desc')
      .limit(sql.lit(count))
      .as('candidate');
  }
}

/** Whether a row has a message, not what stands in its place where there is none. */
function isWhole(
  row: {
    readonly [Column in keyof MessageRow]: MessageRow[Column] | null;
  },
): row is Selectable<MessageRow> {
  return row.conversation_id !== null;
}
