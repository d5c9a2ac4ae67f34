// Erases a whole conversation: of a deleted account that had it alone, and of a meeting whose time is over.
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** Erases a conversation with everything that was written in it. */
export async function eraseConversation(db: Kysely<Tables>, id: string): Promise<void> {
  await db
    .deleteFrom('message_words')
    .where('rowid', 'in', (eb) =>
      eb.selectFrom('searched_messages').select('number').where('conversation_id', '=', id),
    )
    .execute();
  for (const table of conversationTables)
    await sql`delete from ${sql.table(table)} where conversation_id = ${id}`.execute(db);
  await db.deleteFrom('conversations').where('id', '=', id).execute();
}

/** The tables whose rows belong to a conversation, those that point at others first. */
export const conversationTables = [
  'searched_messages',
  'message_attachments',
  'message_details',
  'message_mentions',
  'message_reactions',
  'message_versions',
  'undelivered_messages',
  'messages',
  'conversation_members',
  'meeting_chats',
  'kept_room_chats',
  'member_settings',
  'conversation_retention',
  'group_settings',
  'group_mutes',
  'group_confirmations',
  'group_applications',
  'group_links',
  'group_invitations',
] as const satisfies readonly (keyof Tables)[];
