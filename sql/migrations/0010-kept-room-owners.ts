// Who opened a meeting that is kept: its host, whenever they are in it.
import type { Migration } from './migration.ts';

export const keptRoomOwners: Migration = {
  name: '0010-kept-room-owners',
  add: (db, tableOptions) =>
    db.schema
      .createTable('kept_room_owners')
      .ifNotExists()
      .addColumn('room_number', 'varchar(5)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
