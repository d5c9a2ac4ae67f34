// Deletes an account wholly, as the table of account-deletion says, in one transaction. Used by Database.
import { type Kysely, sql } from 'kysely';
import { nextOwner } from '../messages/next-owner.ts';
import { deletionRows } from './account-deletion.ts';
import { AccountCursorStore } from './account-cursor-store.ts';
import { ConversationStore } from './conversation-store.ts';
import { eraseConversation } from './erase-conversation.ts';
import { MemberStore } from './member-store.ts';
import type { Tables } from './tables.ts';

/** What was done, for a sentence to the operator. */
export interface Deletion {
  /** Messages that other members keep. */
  readonly keptMessages: number;
  /** Conversations that had no other member. */
  readonly erasedConversations: number;
  /** Groups that have another owner now. */
  readonly handedOver: number;
}

/** The name of all accounts that are deleted. */
export const deletedNickname = 'Deleted account';

/**
 * @param db a transaction
 * @param accountId of an account that is there
 */
export async function deleteAccount(db: Kysely<Tables>, accountId: string): Promise<Deletion> {
  const left = await leaveConversations(db, accountId);
  const erased = await eraseOwnConversations(db, accountId);
  await db
    .deleteFrom('attachments')
    .where('account_id', '=', accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('message_attachments')
            .select('message_attachments.attachment_id')
            .whereRef('message_attachments.attachment_id', '=', 'attachments.id'),
        ),
      ),
    )
    .execute();
  for (const { table, column, fate } of deletionRows) {
    if (fate === 'erased')
      await sql`delete from ${sql.table(table)} where ${sql.ref(column)} = ${accountId}`.execute(db);
  }
  const kept = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('sender_id', '=', accountId)
    .executeTakeFirstOrThrow();
  await takeName(db, accountId);
  return { keptMessages: Number(kept.count), erasedConversations: erased, handedOver: left };
}

/** The account leaves where it is present, as a member that leaves by itself does. @returns how many groups were handed over */
async function leaveConversations(db: Kysely<Tables>, accountId: string): Promise<number> {
  const rows = await db
    .selectFrom('conversation_members')
    .select('conversation_id')
    .where('account_id', '=', accountId)
    .where('left_seq', 'is', null)
    .orderBy('conversation_id')
    .execute();
  const [conversations, members] = [new ConversationStore(db), new MemberStore(db)];
  const cursors = new AccountCursorStore(db);
  let handedOver = 0;
  for (const { conversation_id: id } of rows) {
    const conversation = await conversations.count(id);
    if (conversation === undefined) continue;
    const [change, leftSeq] = [conversation.lastChange, conversation.lastSeq];
    const eventNumber = await cursors.countOne(accountId);
    await members.change(id, accountId, { role: 'member', leftSeq, change, eventNumber });
    const heir = conversation.kind === 'group' ? nextOwner(await members.of(id), accountId) : undefined;
    if (heir === undefined) continue;
    await members.change(id, heir.accountId, { role: 'owner', change });
    handedOver += 1;
  }
  return handedOver;
}

/** Erases the conversations that no other account was ever in. @returns how many */
async function eraseOwnConversations(db: Kysely<Tables>, accountId: string): Promise<number> {
  const rows = await db
    .selectFrom('conversation_members as own')
    .select('own.conversation_id')
    .where('own.account_id', '=', accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('conversation_members as other')
            .select('other.account_id')
            .whereRef('other.conversation_id', '=', 'own.conversation_id')
            .where('other.account_id', '!=', accountId),
        ),
      ),
    )
    .execute();
  for (const { conversation_id: id } of rows) await eraseConversation(db, id);
  return rows.length;
}

/** Nothing in the row tells any more whose it was, and no login finds it. */
async function takeName(db: Kysely<Tables>, accountId: string): Promise<void> {
  await db
    .updateTable('accounts')
    .set({
      // No phone number has a dash; the id is longer than the column.
      phone: `-${accountId.slice(-19)}`,
      nickname: deletedNickname,
      nickname_key: `-${accountId}`,
      salt: '',
      credential: '',
      disabled: 1,
      created_at_ms: 0,
    })
    .where('id', '=', accountId)
    .execute();
}
