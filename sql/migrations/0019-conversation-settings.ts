// What members set for themselves and have received, and how long conversations keep their messages.
import type { Migration } from './migration.ts';

export const conversationSettings: Migration = {
  name: '0019-conversation-settings',
  add: async (db, tableOptions) => {
    await db.schema
      .createTable('member_settings')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('muted_until_ms', 'bigint', (column) => column.notNull())
      .addColumn('pinned', 'integer', (column) => column.notNull())
      .addColumn('archived', 'integer', (column) => column.notNull())
      .addColumn('marked_unread', 'integer', (column) => column.notNull())
      .addColumn('delivered_seq', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('member_settings_key', ['conversation_id', 'account_id'])
      .addForeignKeyConstraint('member_settings_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute();
    await db.schema
      .createTable('conversation_retention')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      // How long messages are kept; null as long as the server says.
      .addColumn('days', 'integer')
      // The first message that is still kept.
      .addColumn('kept_from_seq', 'bigint', (column) => column.notNull())
      .addForeignKeyConstraint('conversation_retention_conversation', ['conversation_id'], 'conversations', [
        'id',
      ])
      .modifyEnd(tableOptions)
      .execute();
  },
};
