// What some messages have besides their text: stored in rows of their own. A part of the store of messages.
import { type Kysely, sql } from 'kysely';
import type { MessageEvent, Reaction } from '../protocol/messages/message-parts.ts';
import type { Tables } from './tables.ts';

export interface MessageDetails {
  readonly replyTo: number | undefined;
  /** Whether it names all members. */
  readonly everyone: boolean;
  /** The members whom it names, in order of their ids. */
  readonly mentions: readonly string[];
  readonly forwarded: StoredForward | undefined;
  readonly event: MessageEvent | undefined;
  readonly attachmentCount: number;
  readonly reactions: readonly Reaction[];
  /** The change with which it was pinned. */
  readonly pinnedChange: number | undefined;
}

/** Where a copied message came from. */
export interface StoredForward {
  readonly accountId: string;
  /** As it is now; missing where the account is no more. Not stored. */
  readonly nickname: string | undefined;
  readonly sentAtMs: number;
}

export const plainDetails: MessageDetails = {
  replyTo: undefined,
  everyone: false,
  mentions: [],
  forwarded: undefined,
  event: undefined,
  attachmentCount: 0,
  reactions: [],
  pinnedChange: undefined,
};

const rowsPerInsert = 100;

/** Stores what a message has besides its text; of a plain one nothing. Reactions and pins come later. */
export async function insertDetails(
  db: Kysely<Tables>,
  conversationId: string,
  seq: number,
  details: MessageDetails,
): Promise<void> {
  const { replyTo, everyone, mentions, forwarded, event, attachmentCount } = details;
  const isPlain =
    replyTo === undefined && forwarded === undefined && event === undefined && attachmentCount === 0;
  if (isPlain && mentions.length === 0 && !everyone) return;
  await insertRow(db, conversationId, seq, details);
  for (let start = 0; start < mentions.length; start += rowsPerInsert)
    await db
      .insertInto('message_mentions')
      .values(
        mentions.slice(start, start + rowsPerInsert).map((accountId) => ({
          account_id: accountId,
          conversation_id: conversationId,
          seq,
        })),
      )
      .execute();
}

async function insertRow(
  db: Kysely<Tables>,
  conversationId: string,
  seq: number,
  { replyTo, everyone, mentions, forwarded, event, attachmentCount }: MessageDetails,
): Promise<void> {
  await db
    .insertInto('message_details')
    .values({
      conversation_id: conversationId,
      seq,
      reply_to: replyTo ?? null,
      everyone: everyone ? 1 : 0,
      // Who is named is told where not all are.
      mention_count: everyone ? 0 : mentions.length,
      reaction_count: 0,
      attachment_count: attachmentCount,
      forwarded_account_id: forwarded?.accountId ?? null,
      forwarded_sent_at_ms: forwarded?.sentAtMs ?? null,
      event: event === undefined ? null : JSON.stringify(event),
      pinned_change: null,
    })
    .execute();
}

/** Takes away everything that a message had besides its text. */
export async function deleteDetails(db: Kysely<Tables>, conversationId: string, seqs: readonly number[]) {
  if (seqs.length === 0) return;
  for (const table of [
    'message_mentions',
    'message_reactions',
    'message_versions',
    'message_details',
  ] as const)
    await db
      .deleteFrom(table)
      .where('conversation_id', '=', conversationId)
      .where('seq', 'in', seqs)
      .execute();
}

/** The members whom these messages name, in order of their ids. */
export async function readMentions(
  db: Kysely<Tables>,
  conversationId: string,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('message_mentions')
    .select(['seq', 'account_id'])
    .where('conversation_id', '=', conversationId)
    .where('seq', 'in', seqs)
    .orderBy('seq')
    .orderBy('account_id')
    .execute();
  const named = new Map<number, string[]>();
  for (const { seq, account_id } of rows) named.set(seq, [...(named.get(seq) ?? []), account_id]);
  return named;
}

/** What members chose for these messages: emoji and members in the order of their choices. @param upToChange of the last choice that is visible */
export async function readReactions(
  db: Kysely<Tables>,
  conversationId: string,
  seqs: readonly number[],
  upToChange = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<number, readonly Reaction[]>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('message_reactions')
    .select(['seq', 'account_id', 'emoji'])
    .where('conversation_id', '=', conversationId)
    .where('seq', 'in', seqs)
    .where('change_number', '<=', upToChange)
    .orderBy('seq')
    .orderBy('change_number')
    .execute();
  const chosen = new Map<number, Map<string, string[]>>();
  for (const { seq, account_id, emoji } of rows) {
    const kinds = chosen.get(seq) ?? new Map<string, string[]>();
    chosen.set(seq, kinds.set(emoji, [...(kinds.get(emoji) ?? []), account_id]));
  }
  return new Map(
    [...chosen].map(([seq, kinds]) => [
      seq,
      [...kinds].map(([emoji, accountIds]) => ({ emoji, accountIds })),
    ]),
  );
}

/** Unread messages of conversations that name an account, counted up to `limit` in each. */
export async function countMentions(
  db: Kysely<Tables>,
  accountId: string,
  conversationIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, number>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('message_mentions')
    .innerJoin('conversation_members', (join) =>
      join
        .onRef('conversation_members.conversation_id', '=', 'message_mentions.conversation_id')
        .onRef('conversation_members.account_id', '=', 'message_mentions.account_id'),
    )
    .select('message_mentions.conversation_id')
    .select(sql<number>`count(*)`.as('count'))
    .where('message_mentions.account_id', '=', accountId)
    .where('message_mentions.conversation_id', 'in', conversationIds)
    .whereRef('message_mentions.seq', '>', 'conversation_members.read_seq')
    .whereRef('message_mentions.seq', '>=', 'conversation_members.joined_seq')
    .where('conversation_members.left_seq', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('undelivered_messages')
            .select('undelivered_messages.seq')
            .whereRef('undelivered_messages.conversation_id', '=', 'message_mentions.conversation_id')
            .whereRef('undelivered_messages.seq', '=', 'message_mentions.seq')
            .whereRef('undelivered_messages.account_id', '=', 'message_mentions.account_id'),
        ),
      ),
    )
    .groupBy('message_mentions.conversation_id')
    .execute();
  return new Map(rows.map(({ conversation_id, count }) => [conversation_id, Math.min(limit, count)]));
}

/** Stores that a member chose an emoji for a message with a change, or took the choice back. In a transaction that counted the conversation. */
export async function setReaction(
  db: Kysely<Tables>,
  { conversationId, seq }: { readonly conversationId: string; readonly seq: number },
  accountId: string,
  emoji: string,
  change: number | undefined,
): Promise<void> {
  await ensureDetails(db, conversationId, seq);
  if (change !== undefined)
    await db
      .insertInto('message_reactions')
      .values({ conversation_id: conversationId, seq, account_id: accountId, emoji, change_number: change })
      .execute();
  else
    await db
      .deleteFrom('message_reactions')
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .where('account_id', '=', accountId)
      .where('emoji', '=', emoji)
      .execute();
  const step = change === undefined ? -1 : 1;
  await db
    .updateTable('message_details')
    .set((eb) => ({ reaction_count: eb('reaction_count', '+', step) }))
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .execute();
}

/** Stores with which change a message was pinned, or that it is not. In a transaction that counted the conversation. */
export async function setPinned(
  db: Kysely<Tables>,
  { conversationId, seq }: { readonly conversationId: string; readonly seq: number },
  pinnedChange: number | undefined,
): Promise<void> {
  await ensureDetails(db, conversationId, seq);
  await db
    .updateTable('message_details')
    .set({ pinned_change: pinnedChange ?? null })
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .execute();
}

/** How many messages of a conversation are pinned. */
export async function countPinned(db: Kysely<Tables>, conversationId: string): Promise<number> {
  const rows = await db
    .selectFrom('message_details')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('pinned_change', 'is not', null)
    .execute();
  return rows.length;
}

async function ensureDetails(db: Kysely<Tables>, conversationId: string, seq: number): Promise<void> {
  const row = await db
    .selectFrom('message_details')
    .select('seq')
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  if (row === undefined) await insertRow(db, conversationId, seq, plainDetails);
}
