// What some messages have besides their text: an answer to another, names, an event, a pin. Plain messages have no row.
import type { Migration } from './migration.ts';

export const messageDetails: Migration = {
  name: '0016-message-details',
  add: (db, tableOptions) =>
    db.schema
      .createTable('message_details')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('reply_to', 'bigint')
      .addColumn('everyone', 'integer', (column) => column.notNull())
      .addColumn('mention_count', 'integer', (column) => column.notNull())
      .addColumn('reaction_count', 'integer', (column) => column.notNull())
      .addColumn('attachment_count', 'integer', (column) => column.notNull())
      .addColumn('forwarded_account_id', 'varchar(32)')
      .addColumn('forwarded_sent_at_ms', 'bigint')
      // Of a system line, as JSON.
      .addColumn('event', 'text')
      .addColumn('pinned_change', 'bigint')
      .addPrimaryKeyConstraint('message_details_key', ['conversation_id', 'seq'])
      // Serves as the index by which pinned messages are listed.
      .addUniqueConstraint('message_details_pinned_unique', ['conversation_id', 'pinned_change'])
      .addForeignKeyConstraint('message_details_conversation', ['conversation_id'], 'conversations', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
