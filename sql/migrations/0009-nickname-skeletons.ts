// Which account has the right to a look: nicknames that look alike share a skeleton, which is given out once.
import type { Migration } from './migration.ts';

export const nicknameSkeletons: Migration = {
  name: '0009-nickname-skeletons',
  add: (db, tableOptions) =>
    db.schema
      .createTable('nickname_skeletons')
      .ifNotExists()
      .addColumn('skeleton', 'varchar(64)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addForeignKeyConstraint('nickname_skeletons_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
