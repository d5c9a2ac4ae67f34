// Finds messages by words, from new to old, on a thread or connections that nothing else waits for. Used by the messages feature.
import { type Kysely, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import { RequestError } from '../protocol/error-codes.ts';
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
/** The same where all messages are looked through: so many first, and as many as cost some 15 ms. */
const throughMin = 256;
const throughMax = 4096;
/** Where one of so many messages has the words, looking through all is faster than asking an index for each that there ever was. */
const denseFrom = 64;

type Condition = (words: readonly string[]) => RawBuilder<SqlBool>;

/** How a database finds words. */
export interface WordConditions {
  /** By its index. */
  readonly hasWords: Condition;
  /** By the words of each message, for a database whose index gives all that it has before it gives the newest. */
  readonly showsWords?: Condition;
}

export class MessageSearch {
  readonly #db: Kysely<Tables>;
  readonly #conditions: WordConditions;

  constructor(db: Kysely<Tables>, conditions: WordConditions) {
    this.#db = db;
    this.#conditions = conditions;
  }

  /** Looks at messages that have all words, and gives those that the account may see and that the query asks for. */
  async #look(query: MessageQuery, candidates: Candidates): Promise<Look> {
    const { accountId, senderId } = query;
    const rows = await this.#db
      .selectFrom(this.#numbered(query, candidates))
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
    const found = rows.flatMap(({ number, ...row }) =>
      isWhole(row) ? [{ number, message: toMessage(row) }] : [],
    );
    return { found, looked: rows.length, last: rows.at(-1)?.number };
  }

  /**
   * The messages that have all words, and that the account may see and the query asks for, part after part until nothing older is left.
   * @param before numbers below this one; without it from the newest message
   * @throws RequestError `database-unavailable`
   */
  async *parts(query: MessageQuery, before = Number.MAX_SAFE_INTEGER): AsyncGenerator<SearchedPart> {
    const { showsWords } = this.#conditions;
    yield* showsWords === undefined ? this.#byIndex(query, before) : this.#byWords(query, before, showsWords);
  }

  /** Looks through all messages, as long as they are dense with what is searched for or the index takes too long; else asks the index. */
  async *#byWords(query: MessageQuery, before: number, condition: Condition): AsyncGenerator<SearchedPart> {
    let [number, isIndexSlow] = [before, false];
    for (let count = throughMin; ; count = Math.min(2 * count, throughMax)) {
      const from = await this.#numberBelow(number, count);
      const { found, looked } = await this.#look(query, { before: number, from, condition });
      yield { found, downTo: from };
      if (from === undefined) return;
      number = from;
      if (looked * denseFrom >= count || isIndexSlow) continue;
      try {
        for await (const part of this.#byIndex(query, number)) {
          yield part;
          if (part.downTo === undefined) return;
          number = part.downTo;
        }
      } catch (error) {
        // The database ended what took too long; if it is away, the next look says so.
        if (!(error instanceof RequestError)) throw error;
        isIndexSlow = true;
      }
    }
  }

  /** The more at a time the fewer of them are found. */
  async *#byIndex(query: MessageQuery, before: number): AsyncGenerator<SearchedPart> {
    const condition = this.#conditions.hasWords;
    for (let [number, count] = [before, partMin]; ; ) {
      const { found, looked, last } = await this.#look(query, { before: number, count, condition });
      const downTo = looked < count ? undefined : last;
      yield { found, downTo };
      if (downTo === undefined) return;
      number = downTo;
      if (found.length * 4 < count) count = Math.min(2 * count, partMax);
    }
  }

  /** The number that is so many messages below another; `undefined` where there are no more. */
  async #numberBelow(before: number, count: number): Promise<number | undefined> {
    const numbers = this.#db
      .selectFrom('searched_messages')
      .select('number')
      .where('number', '<', before)
      .orderBy('number', 'desc')
      .limit(sql.lit(count))
      .as('numbers');
    const { last, some } = await this.#db
      .selectFrom(numbers)
      .select(({ fn }) => [fn.min('numbers.number').as('last'), fn.countAll().as('some')])
      .executeTakeFirstOrThrow();
    return Number(some) < count ? undefined : last;
  }

  async close(): Promise<void> {
    await this.#db.destroy();
  }

  #numbered(
    { words, conversationId, fromMs = 0, toMs }: MessageQuery,
    { before, from = 0, count, condition }: Candidates,
  ) {
    const all = conversationId === undefined ? words : [wordOfConversation(conversationId), ...words];
    const end = Math.min(before, toMs === undefined ? before : toMs * numbersPerMs);
    return this.#db
      .selectFrom('message_words')
      .select('rowid as number')
      .where(condition(all))
      .where('rowid', '<', end)
      .where('rowid', '>=', Math.max(from, fromMs * numbersPerMs))
      .orderBy('rowid', 'desc')
      .$if(count !== undefined, (part) => part.limit(sql.lit(count ?? 0)))
      .as('candidate');
  }
}

interface Look {
  readonly found: readonly FoundMessage[];
  /** How many messages have the words. */
  readonly looked: number;
  /** The number of the oldest of them. */
  readonly last: number | undefined;
}

/** Which messages are looked at: those below a number and not below another, or so many. */
interface Candidates {
  readonly before: number;
  readonly from?: number | undefined;
  readonly count?: number;
  readonly condition: Condition;
}

/** Whether a row has a message, not what stands in its place where there is none. */
function isWhole(
  row: {
    readonly [Column in keyof MessageRow]: MessageRow[Column] | null;
  },
): row is Selectable<MessageRow> {
  return row.conversation_id !== null;
}
