// Who is and was in a conversation, and how far each has read. `event_number` is of the account's own counter.
import type { Migration } from './migration.ts';

export const conversationMembers: Migration = {
  name: '0013-conversation-members',
  add: (db, tableOptions) =>
    db.schema
      .createTable('conversation_members')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('role', 'varchar(8)', (column) => column.notNull())
      .addColumn('joined_seq', 'bigint', (column) => column.notNull())
      .addColumn('joined_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('left_seq', 'bigint')
      .addColumn('read_seq', 'bigint', (column) => column.notNull())
      .addColumn('has_written', 'integer', (column) => column.notNull())
      .addColumn('change_number', 'bigint', (column) => column.notNull())
      .addColumn('event_number', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('conversation_members_key', ['conversation_id', 'account_id'])
      // Serves as the index by which the conversations of one account are found.
      .addUniqueConstraint('conversation_members_account_unique', [
        'account_id',
        'event_number',
        'conversation_id',
      ])
      .addForeignKeyConstraint('conversation_members_conversation', ['conversation_id'], 'conversations', [
        'id',
      ])
      .addForeignKeyConstraint('conversation_members_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
