// What groups have besides their messages. A group without a row has what its founding gave it: not public, no history for who comes later.
import type { Migration } from './migration.ts';

export const groupSettings: Migration = {
  name: '0025-group-settings',
  add: (db, tableOptions) =>
    db.schema
      .createTable('group_settings')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('shows_history', 'integer', (column) => column.notNull())
      // The title as it is searched, of public groups alone.
      .addColumn('directory_key', 'varchar(128)')
      // How many announcements there were.
      .addColumn('announcement_number', 'bigint', (column) => column.notNull())
      .addColumn('announcement', 'text')
      .addColumn('announced_by', 'varchar(32)')
      .addColumn('announced_at_ms', 'bigint')
      // Serves as the index by which the directory is read.
      .addUniqueConstraint('group_settings_directory_unique', ['directory_key', 'conversation_id'])
      .addForeignKeyConstraint('group_settings_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('group_settings_announced_by', ['announced_by'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
