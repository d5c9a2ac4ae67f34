// The words of messages, kept beside them: written in the transaction of the message, read by MessageSearch. Used by MessageStore.
import type { Kysely } from 'kysely';
import { wordOfConversation, wordsOf } from '../messages/search-words.ts';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

/** What of a message is found. */
export interface IndexedMessage {
  readonly conversationId: string;
  readonly seq: number;
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly sentAtMs: number;
}

/** How the databases name the column of `number` when another row has it. */
const keyColumns = new Set(['number', 'PRIMARY']);

/** Numbers of one millisecond. */
export const numbersPerMs = 1024;

export class MessageIndex {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Lets a new message be found. */
  async add(message: IndexedMessage): Promise<void> {
    if (message.text === '') return;
    await this.#write(await this.#number(message), message);
  }

  /** Lets a message be found by its present text, and by none when that is empty. */
  async change(message: IndexedMessage): Promise<void> {
    const { conversationId, seq, text } = message;
    const row = await this.#db
      .selectFrom('searched_messages')
      .select('number')
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .executeTakeFirst();
    if (row === undefined) return this.add(message);
    await this.#db.deleteFrom('message_words').where('rowid', '=', row.number).execute();
    if (text === '')
      await this.#db.deleteFrom('searched_messages').where('number', '=', row.number).execute();
    else await this.#write(row.number, message);
  }

  /** A new number, after those of messages that were sent earlier. */
  async #number({ conversationId, seq, sentAtMs }: IndexedMessage): Promise<number> {
    // In this order also where a conversation has several in one millisecond. Conversations begin at places of their own: writers of
    // several that want the same number would wait for each other, and MySQL ends one of them.
    const place = (seq + placeOf(conversationId)) % numbersPerMs;
    for (let number = sentAtMs * numbersPerMs + place; ; number += 1) {
      try {
        const row = { number, conversation_id: conversationId, seq };
        await this.#db.insertInto('searched_messages').values(row).execute();
        return number;
      } catch (error) {
        if (!(error instanceof DuplicateError) || !keyColumns.has(error.column)) throw error;
      }
    }
  }

  async #write(number: number, { conversationId, text }: IndexedMessage): Promise<void> {
    // Each between two spaces, so that it can also be found by what stands there.
    const words = ` ${[wordOfConversation(conversationId), ...wordsOf(text)].join(' ')} `;
    await this.#db.insertInto('message_words').values({ rowid: number, words }).execute();
  }
}

/** The same for a conversation each time, and spread over all of them. */
function placeOf(conversationId: string): number {
  let place = 0;
  for (const character of conversationId) place = (place * 31 + character.charCodeAt(0)) % numbersPerMs;
  return place;
}
