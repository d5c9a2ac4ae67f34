// Which messages hold which attachments. What no row names is removed after a day.
import type { Migration } from './migration.ts';

export const messageAttachments: Migration = {
  name: '0035-message-attachments',
  add: (db, tableOptions) =>
    db.schema
      .createTable('message_attachments')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('place', 'integer', (column) => column.notNull())
      .addColumn('attachment_id', 'varchar(32)', (column) => column.notNull())
      .addPrimaryKeyConstraint('message_attachments_key', ['conversation_id', 'seq', 'place'])
      // Serves as the index by which the messages that hold an attachment are found.
      .addUniqueConstraint('message_attachments_attachment_unique', [
        'attachment_id',
        'conversation_id',
        'seq',
        'place',
      ])
      .addForeignKeyConstraint(
        'message_attachments_message',
        ['conversation_id', 'seq'],
        'messages',
        ['conversation_id', 'seq'],
        (reference) => reference.onDelete('cascade'),
      )
      .addForeignKeyConstraint('message_attachments_attachment', ['attachment_id'], 'attachments', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
