// Which meeting a conversation belongs to, when that ended, and how long it is kept. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import { eraseConversation } from './erase-conversation.ts';
import type { Tables } from './tables.ts';

export interface StoredMeetingChat {
  readonly conversationId: string;
  /** The conversation of the meeting that a private line belongs to; of the meeting's own its own id. */
  readonly meetingId: string;
  readonly roomNumber: string;
  /** How long after the meeting's end it is kept. */
  readonly keepDays: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class MeetingChatStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async insert({ conversationId, meetingId, roomNumber, keepDays }: StoredMeetingChat): Promise<void> {
    await this.#db
      .insertInto('meeting_chats')
      .values({
        conversation_id: conversationId,
        meeting_id: meetingId,
        room_number: roomNumber,
        ended_at_ms: null,
        keep_days: keepDays,
      })
      .execute();
  }

  /** The conversations of meetings that have not been noted as over. */
  async running(): Promise<{ readonly meetingId: string; readonly roomNumber: string }[]> {
    const rows = await this.#db
      .selectFrom('meeting_chats')
      .select(['meeting_id', 'room_number'])
      .where('ended_at_ms', 'is', null)
      .execute();
    return rows.map((row) => ({ meetingId: row.meeting_id, roomNumber: row.room_number }));
  }

  /** Notes that a meeting is over, once. */
  async end(meetingId: string, nowMs: number): Promise<void> {
    await this.#db
      .updateTable('meeting_chats')
      .set({ ended_at_ms: nowMs })
      .where('meeting_id', '=', meetingId)
      .where('ended_at_ms', 'is', null)
      .execute();
  }

  /** How long the conversation of a meeting is kept after its end, in days; `undefined` when it has none. */
  async keepDays(meetingId: string): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom('meeting_chats')
      .select('keep_days')
      .where('conversation_id', '=', meetingId)
      .executeTakeFirst();
    return row?.keep_days;
  }

  /** Sets how long the conversations of a meeting are kept. */
  async keepFor(meetingId: string, keepDays: number): Promise<void> {
    await this.#db
      .updateTable('meeting_chats')
      .set({ keep_days: keepDays })
      .where('meeting_id', '=', meetingId)
      .execute();
  }

  /** Conversations whose time is over, at most `limit`. */
  async overdue(nowMs: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('meeting_chats')
      .select('conversation_id')
      .where('ended_at_ms', 'is not', null)
      .where(sql<number>`ended_at_ms + keep_days * 86400000`, '<=', nowMs)
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => row.conversation_id);
  }

  /** Erases a conversation with all that was written in it. To be asked in a transaction. */
  async erase(conversationId: string): Promise<void> {
    await eraseConversation(this.#db, conversationId);
  }
}
