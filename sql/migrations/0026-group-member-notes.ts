// What a group notes of its members: until when one is muted, which announcement one has confirmed as read.
import type { Migration } from './migration.ts';

export const groupMemberNotes: Migration = {
  name: '0026-group-member-notes',
  add: async (db, tableOptions) => {
    await db.schema
      .createTable('group_mutes')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('muted_until_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_mutes_key', ['conversation_id', 'account_id'])
      .addForeignKeyConstraint('group_mutes_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('group_mutes_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute();
    await db.schema
      .createTable('group_confirmations')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('announcement_number', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_confirmations_key', ['conversation_id', 'account_id'])
      .addForeignKeyConstraint('group_confirmations_conversation', ['conversation_id'], 'conversations', [
        'id',
      ])
      .addForeignKeyConstraint('group_confirmations_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute();
  },
};
