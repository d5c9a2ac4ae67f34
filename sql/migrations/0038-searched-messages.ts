// The number under which the words of each message are kept, in order of sending over all conversations.
import type { Migration } from './migration.ts';

export const searchedMessages: Migration = {
  name: '0038-searched-messages',
  add: (db, tableOptions) =>
    db.schema
      .createTable('searched_messages')
      .ifNotExists()
      .addColumn('number', 'bigint', (column) => column.primaryKey().notNull())
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('searched_messages_message_unique', ['conversation_id', 'seq'])
      .modifyEnd(tableOptions)
      .execute(),
};
