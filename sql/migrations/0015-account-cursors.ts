// How many changes of its own each account has seen: memberships, read markers.
import type { Migration } from './migration.ts';

export const accountCursors: Migration = {
  name: '0015-account-cursors',
  add: (db, tableOptions) =>
    db.schema
      .createTable('account_cursors')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('last_number', 'bigint', (column) => column.notNull())
      .addForeignKeyConstraint('account_cursors_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
