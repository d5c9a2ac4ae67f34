// Meetings that go on when the server's process ends and another takes its place.
import type { Migration } from './migration.ts';

export const keptRooms: Migration = {
  name: '0005-kept-rooms',
  add: (db, tableOptions) =>
    db.schema
      .createTable('kept_rooms')
      .ifNotExists()
      .addColumn('number', 'varchar(5)', (column) => column.primaryKey().notNull())
      .addColumn('secret', 'varchar(64)', (column) => column.notNull())
      .addColumn('locked', 'smallint', (column) => column.notNull())
      .addColumn('pin', 'varchar(6)')
      .addColumn('voice', 'varchar(16)', (column) => column.notNull())
      .addColumn('host_peer_id', 'varchar(64)', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
