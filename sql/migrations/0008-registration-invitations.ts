// Invitations by which people may register on a server that is not open to all.
import type { Migration } from './migration.ts';

export const registrationInvitations: Migration = {
  name: '0008-registration-invitations',
  add: (db, tableOptions) =>
    db.schema
      .createTable('registration_invitations')
      .ifNotExists()
      .addColumn('code_hash', 'varchar(64)', (column) => column.primaryKey().notNull())
      .addColumn('uses_left', 'integer', (column) => column.notNull())
      .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
      .modifyEnd(tableOptions)
      .execute(),
};
