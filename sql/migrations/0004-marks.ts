// What has to fit this database from outside, so that it shows when it does not.
import type { Migration } from './migration.ts';

export const marks: Migration = {
  name: '0004-marks',
  add: (db, tableOptions) =>
    db.schema
      .createTable('marks')
      .ifNotExists()
      .addColumn('name', 'varchar(64)', (column) => column.primaryKey().notNull())
      .addColumn('value', 'varchar(255)', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
