// Who is named by messages, and who chose which emoji for them: a row each, so that unread names are counted by an index.
import type { Migration } from './migration.ts';

export const messagePeople: Migration = {
  name: '0017-message-people',
  add: async (db, tableOptions) => {
    await db.schema
      .createTable('message_mentions')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('message_mentions_key', ['account_id', 'conversation_id', 'seq'])
      .addUniqueConstraint('message_mentions_seq_unique', ['conversation_id', 'seq', 'account_id'])
      .addForeignKeyConstraint('message_mentions_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute();
    await db.schema
      .createTable('message_reactions')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('emoji', 'varchar(32)', (column) => column.notNull())
      // The change with which it was chosen.
      .addColumn('change_number', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('message_reactions_key', ['conversation_id', 'seq', 'account_id', 'emoji'])
      .addForeignKeyConstraint('message_reactions_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute();
  },
};
