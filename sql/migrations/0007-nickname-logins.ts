// What signs an account in by its nickname: its phone number has a salt and credential of its own, in `accounts`.
import type { Migration } from './migration.ts';

export const nicknameLogins: Migration = {
  name: '0007-nickname-logins',
  add: (db, tableOptions) =>
    db.schema
      .createTable('nickname_logins')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('salt', 'varchar(64)', (column) => column.notNull())
      .addColumn('credential', 'varchar(255)', (column) => column.notNull())
      .addForeignKeyConstraint('nickname_logins_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
