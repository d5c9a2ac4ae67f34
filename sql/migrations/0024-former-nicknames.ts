// Nicknames that accounts gave up: no other account takes one for a while, and contacts see the latest.
import type { Migration } from './migration.ts';

export const formerNicknames: Migration = {
  name: '0024-former-nicknames',
  add: (db, tableOptions) =>
    db.schema
      .createTable('former_nicknames')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('given_up_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('nickname', 'varchar(128)', (column) => column.notNull())
      .addColumn('skeleton', 'varchar(64)', (column) => column.notNull())
      .addPrimaryKeyConstraint('former_nicknames_key', ['account_id', 'given_up_at_ms'])
      // Serves as the index by which it is looked whether a nickname rests.
      .addUniqueConstraint('former_nicknames_skeleton_unique', ['skeleton', 'given_up_at_ms', 'account_id'])
      .addForeignKeyConstraint('former_nicknames_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
