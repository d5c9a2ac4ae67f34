// Messages as they are now. A sender's client id stands as long as the message, so that one that is sent again is found.
import type { Migration } from './migration.ts';

export const messages: Migration = {
  name: '0014-messages',
  add: (db, tableOptions) =>
    db.schema
      .createTable('messages')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('change_number', 'bigint', (column) => column.notNull())
      // Of its sending; edits and recalls do not change it.
      .addColumn('sent_change', 'bigint', (column) => column.notNull())
      .addColumn('sender_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('client_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('sent_hash', 'varchar(64)', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('sent_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('edited_at_ms', 'bigint')
      .addColumn('recalled', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('messages_key', ['conversation_id', 'seq'])
      // Serves as the index by which changes are read in order.
      .addUniqueConstraint('messages_change_unique', ['conversation_id', 'change_number'])
      .addUniqueConstraint('messages_client_id_unique', ['sender_id', 'client_id'])
      .addForeignKeyConstraint('messages_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('messages_sender', ['sender_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
