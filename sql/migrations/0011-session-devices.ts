// On which device a session began, and where it was used last. A row may outlive its session: a new device that signed out at once
// is still announced.
import type { Migration } from './migration.ts';

export const sessionDevices: Migration = {
  name: '0011-session-devices',
  add: (db, tableOptions) =>
    db.schema
      .createTable('session_devices')
      .ifNotExists()
      .addColumn('session_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('program', 'varchar(32)')
      .addColumn('system', 'varchar(32)')
      .addColumn('address', 'varchar(64)', (column) => column.notNull())
      .addColumn('signed_in_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('is_new', 'integer', (column) => column.notNull())
      // Serves as the index by which the devices of one account are found.
      .addUniqueConstraint('session_devices_account_id_session_id_unique', ['account_id', 'session_id'])
      .modifyEnd(tableOptions)
      .execute(),
};
