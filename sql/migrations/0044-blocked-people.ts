// Who is blocked by whom, by the one who is blocked: `contacts` has it by the one who blocks.
import type { Migration } from './migration.ts';

export const blockedPeople: Migration = {
  name: '0044-blocked-people',
  add: (db, tableOptions) =>
    db.schema
      .createTable('blocked_people')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('other_id', 'varchar(32)', (column) => column.notNull())
      .addPrimaryKeyConstraint('blocked_people_key', ['account_id', 'other_id'])
      .addForeignKeyConstraint('blocked_people_account', ['account_id'], 'accounts', ['id'])
      .addForeignKeyConstraint('blocked_people_other', ['other_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
