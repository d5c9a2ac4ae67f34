// Which voice messages an account has listened to, on whichever device.
import type { Migration } from './migration.ts';

export const heardAttachments: Migration = {
  name: '0037-heard-attachments',
  add: (db, tableOptions) =>
    db.schema
      .createTable('heard_attachments')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('attachment_id', 'varchar(32)', (column) => column.notNull())
      .addPrimaryKeyConstraint('heard_attachments_key', ['account_id', 'attachment_id'])
      .addUniqueConstraint('heard_attachments_attachment_unique', ['attachment_id', 'account_id'])
      .addForeignKeyConstraint('heard_attachments_account', ['account_id'], 'accounts', ['id'])
      .addForeignKeyConstraint(
        'heard_attachments_attachment',
        ['attachment_id'],
        'attachments',
        ['id'],
        (reference) => reference.onDelete('cascade'),
      )
      .modifyEnd(tableOptions)
      .execute(),
};
