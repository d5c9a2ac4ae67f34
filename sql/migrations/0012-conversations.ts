// Conversations: two counters each, of messages and of changes. Their row is what writers of a conversation wait for.
import type { Migration } from './migration.ts';

export const conversations: Migration = {
  name: '0012-conversations',
  add: (db, tableOptions) =>
    db.schema
      .createTable('conversations')
      .ifNotExists()
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('kind', 'varchar(8)', (column) => column.notNull())
      .addColumn('title', 'varchar(64)')
      // The two accounts of a direct conversation, of which there is one.
      .addColumn('direct_key', 'varchar(65)')
      .addColumn('last_seq', 'bigint', (column) => column.notNull())
      .addColumn('last_change', 'bigint', (column) => column.notNull())
      .addColumn('active_at_ms', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('conversations_direct_key_unique', ['direct_key'])
      .modifyEnd(tableOptions)
      .execute(),
};
