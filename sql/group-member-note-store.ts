// What a group notes of its members: mutes, and who has confirmed an announcement. Used by the messages feature.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Every method may throw RequestError `database-unavailable`. */
export class GroupMemberNoteStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Until when a member may not write, in milliseconds since the epoch; 0 of one that never was muted. */
  async mutedUntilMs(conversationId: string, accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('group_mutes')
      .select('muted_until_ms')
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row?.muted_until_ms ?? 0;
  }

  async mute(conversationId: string, accountId: string, untilMs: number): Promise<void> {
    await this.#db
      .replaceInto('group_mutes')
      .values({ conversation_id: conversationId, account_id: accountId, muted_until_ms: untilMs })
      .execute();
  }

  /** Members of a group that may not write at `nowMs`. */
  async muted(conversationId: string, nowMs: number): Promise<{ accountId: string; untilMs: number }[]> {
    const rows = await this.#db
      .selectFrom('group_mutes')
      .innerJoin('conversation_members', (join) =>
        join
          .onRef('conversation_members.conversation_id', '=', 'group_mutes.conversation_id')
          .onRef('conversation_members.account_id', '=', 'group_mutes.account_id'),
      )
      .select(['group_mutes.account_id', 'muted_until_ms'])
      .where('group_mutes.conversation_id', '=', conversationId)
      .where('muted_until_ms', '>', nowMs)
      .where('left_seq', 'is', null)
      .execute();
    return rows.map((row) => ({ accountId: row.account_id, untilMs: row.muted_until_ms }));
  }

  /** Notes that a member has read an announcement. */
  async confirm(conversationId: string, accountId: string, number: number): Promise<void> {
    await this.#db
      .replaceInto('group_confirmations')
      .values({ conversation_id: conversationId, account_id: accountId, announcement_number: number })
      .execute();
  }

  /** The announcement that a member has confirmed last; 0 before the first. */
  async confirmedNumber(conversationId: string, accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('group_confirmations')
      .select('announcement_number')
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row?.announcement_number ?? 0;
  }

  /** How many of the group's members have confirmed an announcement. */
  async countConfirmed(conversationId: string, number: number): Promise<number> {
    return (await this.#confirmed(conversationId, number).execute()).length;
  }

  /** The group's members that have confirmed an announcement, at most `limit`, in order of id, after one of them. */
  async confirmed(
    conversationId: string,
    number: number,
    after: string,
    limit: number,
  ): Promise<{ accountId: string; nickname: string }[]> {
    return this.#confirmed(conversationId, number)
      .innerJoin('accounts', 'accounts.id', 'group_confirmations.account_id')
      .select('accounts.nickname')
      .where('group_confirmations.account_id', '>', after)
      .orderBy('group_confirmations.account_id')
      .limit(sql.lit(limit))
      .execute();
  }

  #confirmed(conversationId: string, number: number) {
    return this.#db
      .selectFrom('group_confirmations')
      .innerJoin('conversation_members', (join) =>
        join
          .onRef('conversation_members.conversation_id', '=', 'group_confirmations.conversation_id')
          .onRef('conversation_members.account_id', '=', 'group_confirmations.account_id'),
      )
      .select('group_confirmations.account_id as accountId')
      .where('group_confirmations.conversation_id', '=', conversationId)
      .where('announcement_number', '=', number)
      .where('left_seq', 'is', null);
  }
}
