// Who is and was in a conversation, and how far each has read. Used by the messages feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import {
  changeSettings,
  defaultSettings,
  ensureSettings,
  furthestOthers,
  type MemberSettings,
  noteDelivered,
  type Receipt,
  receiptsIn,
  type SettingsChanges,
} from './member-settings.ts';
import type { Tables } from './tables.ts';

/** A membership: of one account in one conversation there is one, which is taken up again when it comes back. */
export interface StoredMember {
  readonly conversationId: string;
  readonly accountId: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** The first message that is visible. */
  readonly joinedSeq: number;
  /** Milliseconds since the epoch. */
  readonly joinedAtMs: number;
  /** The last message that is visible; `undefined` while the member is there. */
  readonly leftSeq: number | undefined;
  readonly readSeq: number;
  readonly hasWritten: boolean;
  /** The latest change of the membership, in the conversation's counter. */
  readonly change: number;
  /** The latest change of membership, read marker or settings, in the account's counter; 0 while the account is not to see the conversation. */
  readonly eventNumber: number;
  /** They outlast a membership: who comes back finds them. `put` does not store them. */
  readonly settings: MemberSettings;
}

export type NamedMember = StoredMember & { readonly nickname: string };

type MemberChanges = Partial<Pick<StoredMember, 'role' | 'leftSeq' | 'change' | 'eventNumber'>>;

/** Every method may throw RequestError `database-unavailable`. */
export class MemberStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(conversationId: string, accountId: string): Promise<StoredMember | undefined> {
    const row = await this.#joined()
      .where('conversation_members.conversation_id', '=', conversationId)
      .where('conversation_members.account_id', '=', accountId)
      .executeTakeFirst();
    return row === undefined ? undefined : toMember(row);
  }

  /** All members of a conversation, former ones too, in order of their coming. */
  async of(conversationId: string): Promise<StoredMember[]> {
    const rows = await this.#joined()
      .where('conversation_members.conversation_id', '=', conversationId)
      .orderBy('joined_at_ms')
      .orderBy('conversation_members.account_id')
      .execute();
    return rows.map(toMember);
  }

  /** The accounts that are in a conversation now. */
  async presentIds(conversationId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('conversation_members')
      .select('account_id')
      .where('conversation_id', '=', conversationId)
      .where('left_seq', 'is', null)
      .execute();
    return rows.map((row) => row.account_id);
  }

  /** How many members conversations have; of those without any nothing. */
  async countPresent(conversationIds: readonly string[]): Promise<Map<string, number>> {
    if (conversationIds.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('conversation_members')
      .select('conversation_id')
      .select(({ fn }) => fn.countAll<number | string | bigint>().as('members'))
      .where('conversation_id', 'in', conversationIds)
      .where('left_seq', 'is', null)
      .groupBy('conversation_id')
      .execute();
    return new Map(rows.map((row) => [row.conversation_id, Number(row.members)]));
  }

  /** The groups that an account owns, in order of their ids. */
  async ownedBy(accountId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('conversation_members')
      .select('conversation_id')
      .where('account_id', '=', accountId)
      .where('role', '=', 'owner')
      .where('left_seq', 'is', null)
      .orderBy('conversation_id')
      .execute();
    return rows.map((row) => row.conversation_id);
  }

  /** Memberships of a conversation that changed after one change and up to another, at most `limit`, in order of change. */
  async changedBetween(
    conversationId: string,
    after: number,
    upTo: number,
    limit: number,
  ): Promise<NamedMember[]> {
    const rows = await this.#named(conversationId, upTo)
      .where('change_number', '>', after)
      .orderBy('change_number')
      .orderBy('conversation_members.account_id')
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => ({ ...toMember(row), nickname: row.nickname }));
  }

  /** The members that are in a conversation, as far as that has not changed after `upTo`. */
  async presentNamed(conversationId: string, upTo: number): Promise<NamedMember[]> {
    const rows = await this.#named(conversationId, upTo).where('left_seq', 'is', null).execute();
    return rows.map((row) => ({ ...toMember(row), nickname: row.nickname }));
  }

  /** Memberships of an account in some conversations. */
  async ofAccount(accountId: string, conversationIds: readonly string[]): Promise<StoredMember[]> {
    if (conversationIds.length === 0) return [];
    const rows = await this.#joined()
      .where('conversation_members.account_id', '=', accountId)
      .where('conversation_members.conversation_id', 'in', conversationIds)
      .execute();
    return rows.map(toMember);
  }

  /** Memberships of an account whose event number is above `after`, at most `limit`, in order of it. */
  async eventsAfter(accountId: string, after: number, limit: number): Promise<StoredMember[]> {
    const rows = await this.#joined()
      .where('conversation_members.account_id', '=', accountId)
      .where('event_number', '>', after)
      .orderBy('event_number')
      .limit(sql.lit(limit))
      .execute();
    return rows.map(toMember);
  }

  /** Stores memberships, each in place of the one that the account had in the conversation before. */
  async put(members: readonly StoredMember[]): Promise<void> {
    if (members.length === 0) return;
    await this.#db.replaceInto('conversation_members').values(members.map(toRow)).execute();
  }

  async change(conversationId: string, accountId: string, changes: MemberChanges): Promise<void> {
    const { role, leftSeq, change, eventNumber } = changes;
    await this.#db
      .updateTable('conversation_members')
      .set({
        ...(role !== undefined && { role }),
        ...(leftSeq !== undefined && { left_seq: leftSeq }),
        ...(change !== undefined && { change_number: change }),
        ...(eventNumber !== undefined && { event_number: eventNumber }),
      })
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .execute();
  }

  /** Notes that a member wrote a message, which they have read. */
  async noteWritten(conversationId: string, accountId: string, seq: number): Promise<void> {
    await this.#db
      .updateTable('conversation_members')
      .set({ has_written: 1, read_seq: seq })
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .execute();
  }

  /** Moves a read marker forward. @returns whether it moved */
  async markRead(
    conversationId: string,
    accountId: string,
    seq: number,
    eventNumber: number,
  ): Promise<boolean> {
    const result = await this.#db
      .updateTable('conversation_members')
      .set({ read_seq: seq, event_number: eventNumber })
      .where('conversation_id', '=', conversationId)
      .where('account_id', '=', accountId)
      .where('read_seq', '<', seq)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Makes the row of a member's settings, before a transaction that changes them. */
  ensureSettings(conversationId: string, accountId: string): Promise<void> {
    return ensureSettings(this.#db, conversationId, accountId);
  }

  changeSettings(conversationId: string, accountId: string, changes: SettingsChanges): Promise<void> {
    return changeSettings(this.#db, conversationId, accountId, changes);
  }

  /** Moves the mark of what a member received forward. @returns whether it moved */
  noteDelivered(conversationId: string, accountId: string, seq: number): Promise<boolean> {
    return noteDelivered(this.#db, conversationId, accountId, seq);
  }

  /** How far the present members of a conversation are, at most `limit` of them. */
  receipts(conversationId: string, limit: number): Promise<Receipt[]> {
    return receiptsIn(this.#db, conversationId, limit);
  }

  /** How far other members are at most, by conversation, without accounts whose receipts this one is not told. */
  furthestOthers(
    accountId: string,
    conversationIds: readonly string[],
    silent: readonly string[],
  ): Promise<ReadonlyMap<string, Omit<Receipt, 'accountId'>>> {
    return furthestOthers(this.#db, accountId, conversationIds, silent);
  }

  #named(conversationId: string, upTo: number) {
    return this.#joined()
      .innerJoin('accounts', 'accounts.id', 'conversation_members.account_id')
      .select('accounts.nickname')
      .where('conversation_members.conversation_id', '=', conversationId)
      .where('change_number', '<=', upTo);
  }

  #joined() {
    return this.#db
      .selectFrom('conversation_members')
      .leftJoin('member_settings', (join) =>
        join
          .onRef('member_settings.conversation_id', '=', 'conversation_members.conversation_id')
          .onRef('member_settings.account_id', '=', 'conversation_members.account_id'),
      )
      .selectAll('conversation_members')
      .select(['muted_until_ms', 'pinned', 'archived', 'marked_unread', 'delivered_seq']);
  }
}

type JoinedRow = Selectable<Tables['conversation_members']> & {
  readonly [column in Exclude<keyof Tables['member_settings'], 'conversation_id' | 'account_id'>]:
    | number
    | null;
};

function toMember(row: JoinedRow): StoredMember {
  return {
    conversationId: row.conversation_id,
    accountId: row.account_id,
    role: row.role === 'owner' || row.role === 'admin' ? row.role : 'member',
    joinedSeq: row.joined_seq,
    joinedAtMs: row.joined_at_ms,
    leftSeq: row.left_seq ?? undefined,
    readSeq: row.read_seq,
    hasWritten: row.has_written === 1,
    change: row.change_number,
    eventNumber: row.event_number,
    settings:
      row.muted_until_ms === null
        ? defaultSettings
        : {
            mutedUntilMs: row.muted_until_ms,
            pinned: row.pinned === 1,
            archived: row.archived === 1,
            markedUnread: row.marked_unread === 1,
            deliveredSeq: row.delivered_seq ?? 0,
          },
  };
}

function toRow(member: StoredMember): Tables['conversation_members'] {
  return {
    conversation_id: member.conversationId,
    account_id: member.accountId,
    role: member.role,
    joined_seq: member.joinedSeq,
    joined_at_ms: member.joinedAtMs,
    left_seq: member.leftSeq ?? null,
    read_seq: member.readSeq,
    has_written: member.hasWritten ? 1 : 0,
    change_number: member.change,
    event_number: member.eventNumber,
  };
}
