// How many changes of its contacts each account has seen.
import type { Migration } from './migration.ts';

export const contactCursors: Migration = {
  name: '0021-contact-cursors',
  add: (db, tableOptions) =>
    db.schema
      .createTable('contact_cursors')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('last_number', 'bigint', (column) => column.notNull())
      .addForeignKeyConstraint('contact_cursors_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
