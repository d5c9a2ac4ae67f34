// Conversations of meetings: which meeting each belongs to, when it ended, and how long it is kept.
import type { Migration } from './migration.ts';

export const meetingChats: Migration = {
  name: '0031-meeting-chats',
  add: (db, tableOptions) =>
    db.schema
      .createTable('meeting_chats')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('meeting_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('room_number', 'varchar(5)', (column) => column.notNull())
      .addColumn('ended_at_ms', 'bigint')
      .addColumn('keep_days', 'integer', (column) => column.notNull())
      .addForeignKeyConstraint('meeting_chats_conversation', ['conversation_id'], 'conversations', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
