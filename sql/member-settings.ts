// What members set for themselves in a conversation and how far they received it. A part of the store of members.
import { type Kysely, sql } from 'kysely';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

export interface MemberSettings {
  /** Milliseconds since the epoch; 0 where the conversation is not muted. */
  readonly mutedUntilMs: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly markedUnread: boolean;
  /** Up to here one of the account's devices has received messages. */
  readonly deliveredSeq: number;
}

export const defaultSettings: MemberSettings = {
  mutedUntilMs: 0,
  pinned: false,
  archived: false,
  markedUnread: false,
  deliveredSeq: 0,
};

/** What a member changes of its settings; the rest stays. */
export type SettingsChanges = {
  readonly [name in keyof Omit<MemberSettings, 'deliveredSeq'>]?: MemberSettings[name] | undefined;
};

/** Makes the row of a member's settings. Outside of transactions, so that a change finds a row to lock and no gap. */
export async function ensureSettings(
  db: Kysely<Tables>,
  conversationId: string,
  accountId: string,
): Promise<void> {
  const key = { conversation_id: conversationId, account_id: accountId };
  const row = await db
    .selectFrom('member_settings')
    .select('account_id')
    .where('conversation_id', '=', conversationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (row !== undefined) return;
  const empty = { muted_until_ms: 0, pinned: 0, archived: 0, marked_unread: 0, delivered_seq: 0 };
  try {
    await db
      .insertInto('member_settings')
      .values({ ...key, ...empty })
      .execute();
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
  }
}

/** Changes settings, for which `ensureSettings` was asked before. */
export async function changeSettings(
  db: Kysely<Tables>,
  conversationId: string,
  accountId: string,
  changes: SettingsChanges,
): Promise<void> {
  const flag = (value: boolean | undefined): number | undefined =>
    value === undefined ? undefined : Number(value);
  const set = {
    muted_until_ms: changes.mutedUntilMs,
    pinned: flag(changes.pinned),
    archived: flag(changes.archived),
    marked_unread: flag(changes.markedUnread),
  };
  if (Object.values(set).every((value) => value === undefined)) return;
  await db
    .updateTable('member_settings')
    .set(set)
    .where('conversation_id', '=', conversationId)
    .where('account_id', '=', accountId)
    .execute();
}

/** Moves the mark of what was received forward; `ensureSettings` was asked before. @returns whether it moved */
export async function noteDelivered(
  db: Kysely<Tables>,
  conversationId: string,
  accountId: string,
  seq: number,
): Promise<boolean> {
  const result = await db
    .updateTable('member_settings')
    .set({ delivered_seq: seq })
    .where('conversation_id', '=', conversationId)
    .where('account_id', '=', accountId)
    .where('delivered_seq', '<', seq)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** How far a member has received and read. */
export interface Receipt {
  readonly accountId: string;
  readonly deliveredSeq: number;
  readonly readSeq: number;
}

/** Whether a member is not one who hides that it is there: it has no receipts either. */
const isShown = sql<boolean>`not exists (select 1 from profiles where profiles.account_id = conversation_members.account_id and profiles.presence = 'hidden')`;

/** How far the members of a conversation are that are in it now, at most `limit` of them, in order of their ids. */
export async function receiptsIn(
  db: Kysely<Tables>,
  conversationId: string,
  limit: number,
): Promise<Receipt[]> {
  const rows = await db
    .selectFrom('conversation_members')
    .leftJoin('member_settings', (join) =>
      join
        .onRef('member_settings.conversation_id', '=', 'conversation_members.conversation_id')
        .onRef('member_settings.account_id', '=', 'conversation_members.account_id'),
    )
    .select(['conversation_members.account_id', 'read_seq', 'delivered_seq'])
    .where('conversation_members.conversation_id', '=', conversationId)
    .where('left_seq', 'is', null)
    .where('event_number', '>', 0)
    .where(isShown)
    .orderBy('conversation_members.account_id')
    .limit(sql.lit(limit))
    .execute();
  return rows.map(({ account_id, read_seq, delivered_seq }) => ({
    accountId: account_id,
    deliveredSeq: Math.max(delivered_seq ?? 0, read_seq),
    readSeq: read_seq,
  }));
}

/**
 * How far other members of conversations are at most, by conversation.
 * @param accountId whose others are asked for @param silent accounts whose receipts it is not told
 */
export async function furthestOthers(
  db: Kysely<Tables>,
  accountId: string,
  conversationIds: readonly string[],
  silent: readonly string[],
): Promise<ReadonlyMap<string, Omit<Receipt, 'accountId'>>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('conversation_members')
    .leftJoin('member_settings', (join) =>
      join
        .onRef('member_settings.conversation_id', '=', 'conversation_members.conversation_id')
        .onRef('member_settings.account_id', '=', 'conversation_members.account_id'),
    )
    .select('conversation_members.conversation_id')
    .select(sql<number>`max(read_seq)`.as('read_max'))
    .select(sql<number | null>`max(delivered_seq)`.as('delivered_max'))
    .where('conversation_members.conversation_id', 'in', conversationIds)
    .where('conversation_members.account_id', 'not in', [accountId, ...silent])
    .where('left_seq', 'is', null)
    .where('event_number', '>', 0)
    .where(isShown)
    .groupBy('conversation_members.conversation_id')
    .execute();
  return new Map(
    rows.map(({ conversation_id, read_max, delivered_max }) => [
      conversation_id,
      { readSeq: read_max, deliveredSeq: Math.max(read_max, delivered_max ?? 0) },
    ]),
  );
}
