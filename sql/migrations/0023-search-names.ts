// By what a nickname is found: itself, its pinyin, the initials of that, its words. In small letters.
import type { Migration } from './migration.ts';

export const searchNames: Migration = {
  name: '0023-search-names',
  add: (db, tableOptions) =>
    db.schema
      .createTable('search_names')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('kind', 'varchar(8)', (column) => column.notNull())
      .addColumn('name_key', 'varchar(96)', (column) => column.notNull())
      .addPrimaryKeyConstraint('search_names_key', ['account_id', 'kind'])
      // Serves as the index of the search.
      .addUniqueConstraint('search_names_name_unique', ['name_key', 'account_id', 'kind'])
      .addForeignKeyConstraint('search_names_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
