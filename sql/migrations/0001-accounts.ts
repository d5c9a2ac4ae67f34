// People who may sign in.
import type { Migration } from './migration.ts';

export const accounts: Migration = {
  name: '0001-accounts',
  add: (db, tableOptions) =>
    db.schema
      .createTable('accounts')
      .ifNotExists()
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('phone', 'varchar(20)', (column) => column.notNull())
      .addColumn('nickname', 'varchar(64)', (column) => column.notNull())
      // Normalising can turn one character into eighteen.
      .addColumn('nickname_key', 'varchar(640)', (column) => column.notNull())
      .addColumn('salt', 'varchar(64)', (column) => column.notNull())
      .addColumn('credential', 'varchar(255)', (column) => column.notNull())
      .addColumn('disabled', 'smallint', (column) => column.notNull())
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('accounts_phone_unique', ['phone'])
      .addUniqueConstraint('accounts_nickname_key_unique', ['nickname_key'])
      .modifyEnd(tableOptions)
      .execute(),
};
