// What edited messages said before, and until which change: for their history, and for members who left in between.
import type { Migration } from './migration.ts';

export const messageVersions: Migration = {
  name: '0018-message-versions',
  add: (db, tableOptions) =>
    db.schema
      .createTable('message_versions')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('until_change', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('written_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('message_versions_key', ['conversation_id', 'seq', 'until_change'])
      .addForeignKeyConstraint('message_versions_conversation', ['conversation_id'], 'conversations', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
