// Room numbers that were used lately and are not given out again yet.
import type { Migration } from './migration.ts';

export const restingNumbers: Migration = {
  name: '0003-resting-numbers',
  add: (db, tableOptions) =>
    db.schema
      .createTable('resting_numbers')
      .ifNotExists()
      .addColumn('number', 'varchar(5)', (column) => column.primaryKey().notNull())
      .addColumn('free_at_ms', 'bigint', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
