// Which conversation a meeting that is kept has.
import type { Migration } from './migration.ts';

export const keptRoomChats: Migration = {
  name: '0030-kept-room-chats',
  add: (db, tableOptions) =>
    db.schema
      .createTable('kept_room_chats')
      .ifNotExists()
      .addColumn('room_number', 'varchar(5)', (column) => column.primaryKey().notNull())
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
