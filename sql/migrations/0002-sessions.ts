// Who stays signed in.
import type { Migration } from './migration.ts';

export const sessions: Migration = {
  name: '0002-sessions',
  add: (db, tableOptions) =>
    db.schema
      .createTable('sessions')
      .ifNotExists()
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('token_hash', 'varchar(64)', (column) => column.notNull())
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('used_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('expires_at_ms', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('sessions_token_hash_unique', ['token_hash'])
      // Serves as the index by which the sessions of one account are found.
      .addUniqueConstraint('sessions_account_id_id_unique', ['account_id', 'id'])
      .addForeignKeyConstraint('sessions_account_id_exists', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
