// Files that accounts have uploaded for messages. Several may have the same content.
import type { Migration } from './migration.ts';

export const attachments: Migration = {
  name: '0034-attachments',
  add: (db, tableOptions) =>
    db.schema
      .createTable('attachments')
      .ifNotExists()
      .addColumn('id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('blob_id', 'varchar(64)', (column) => column.notNull())
      .addColumn('kind', 'varchar(8)', (column) => column.notNull())
      .addColumn('name', 'varchar(255)', (column) => column.notNull())
      .addColumn('duration_ms', 'integer')
      .addColumn('waveform', 'varchar(64)')
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull())
      // Serve as the indexes by which those of an account, and those of a content, are found.
      .addUniqueConstraint('attachments_account_unique', ['account_id', 'id'])
      .addUniqueConstraint('attachments_blob_unique', ['blob_id', 'id'])
      .addForeignKeyConstraint('attachments_account', ['account_id'], 'accounts', ['id'])
      .addForeignKeyConstraint('attachments_blob', ['blob_id'], 'blobs', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
