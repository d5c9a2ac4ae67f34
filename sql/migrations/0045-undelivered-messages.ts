// Messages of direct conversations that one of the two does not get: they had blocked the sender when it was sent.
import type { Migration } from './migration.ts';

export const undeliveredMessages: Migration = {
  name: '0045-undelivered-messages',
  add: (db, tableOptions) =>
    db.schema
      .createTable('undelivered_messages')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addPrimaryKeyConstraint('undelivered_messages_key', ['conversation_id', 'seq', 'account_id'])
      .addForeignKeyConstraint('undelivered_messages_conversation', ['conversation_id'], 'conversations', [
        'id',
      ])
      .addForeignKeyConstraint('undelivered_messages_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
