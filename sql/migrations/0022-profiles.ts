// What people say of themselves, and who may find them. An account without a row has said nothing and is found.
import type { Migration } from './migration.ts';

export const profiles: Migration = {
  name: '0022-profiles',
  add: (db, tableOptions) =>
    db.schema
      .createTable('profiles')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('about', 'varchar(255)')
      .addColumn('picture_id', 'varchar(32)')
      .addColumn('presence', 'varchar(8)', (column) => column.notNull())
      .addColumn('found_by_phone', 'integer', (column) => column.notNull())
      .addColumn('found_by_name', 'integer', (column) => column.notNull())
      .addForeignKeyConstraint('profiles_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
