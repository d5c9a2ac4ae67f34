// Uploads that are not finished. How many bytes have arrived is how many their files have.
import type { Migration } from './migration.ts';

export const uploads: Migration = {
  name: '0036-uploads',
  add: (db, tableOptions) =>
    db.schema
      .createTable('uploads')
      .ifNotExists()
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('key_hash', 'varchar(64)', (column) => column.notNull())
      .addColumn('name', 'varchar(255)', (column) => column.notNull())
      // Null of a voice message that is still spoken.
      .addColumn('bytes', 'bigint')
      // What it takes of the account's space until it is finished.
      .addColumn('reserved_bytes', 'bigint', (column) => column.notNull())
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
      // Serves as the index by which those of an account are found.
      .addUniqueConstraint('uploads_account_unique', ['account_id', 'id'])
      .addForeignKeyConstraint('uploads_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
