// Links by which admins let others into a group: one of each admin, by the hash of its secret.
import type { Migration } from './migration.ts';

export const groupLinks: Migration = {
  name: '0028-group-links',
  add: (db, tableOptions) =>
    db.schema
      .createTable('group_links')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('inviter_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('secret_hash', 'varchar(64)', (column) => column.notNull())
      .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('joined_count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_links_key', ['conversation_id', 'inviter_id'])
      .addUniqueConstraint('group_links_secret_unique', ['secret_hash'])
      .addForeignKeyConstraint('group_links_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('group_links_inviter', ['inviter_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
