// Who has which place in a kept room.
import type { Migration } from './migration.ts';

export const keptPlaces: Migration = {
  name: '0006-kept-places',
  add: (db, tableOptions) =>
    db.schema
      .createTable('kept_places')
      .ifNotExists()
      // The number first: a room's places are found by it.
      .addColumn('room_number', 'varchar(5)', (column) => column.notNull())
      .addColumn('peer_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('arrival', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('client_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('nickname', 'varchar(64)', (column) => column.notNull())
      .addColumn('plays_speex', 'smallint', (column) => column.notNull())
      .addPrimaryKeyConstraint('kept_places_primary', ['room_number', 'peer_id'])
      .modifyEnd(tableOptions)
      .execute(),
};
