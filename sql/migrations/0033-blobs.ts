// What was uploaded, by content: one row and one file for the same bytes, however often they come.
import type { Migration } from './migration.ts';

export const blobs: Migration = {
  name: '0033-blobs',
  add: (db, tableOptions) =>
    db.schema
      .createTable('blobs')
      .ifNotExists()
      .addColumn('id', 'varchar(64)', (column) => column.primaryKey().notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('type', 'varchar(100)', (column) => column.notNull())
      // Of a picture; nothing of what was found to be none.
      .addColumn('width', 'integer')
      .addColumn('height', 'integer')
      .addColumn('placeholder', 'varchar(1000)')
      .modifyEnd(tableOptions)
      .execute(),
};
