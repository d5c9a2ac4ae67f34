// Applications to public groups. One that was refused stays, so that it is not repeated at once.
import type { Migration } from './migration.ts';

export const groupApplications: Migration = {
  name: '0027-group-applications',
  add: (db, tableOptions) =>
    db.schema
      .createTable('group_applications')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('word', 'varchar(200)', (column) => column.notNull())
      .addColumn('applied_at_ms', 'bigint', (column) => column.notNull())
      // 0 while it waits for an answer.
      .addColumn('refused_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_applications_key', ['conversation_id', 'account_id'])
      // Serves as the index by which those that wait are read in order.
      .addUniqueConstraint('group_applications_order_unique', [
        'conversation_id',
        'refused_at_ms',
        'applied_at_ms',
        'account_id',
      ])
      .addForeignKeyConstraint('group_applications_conversation', ['conversation_id'], 'conversations', [
        'id',
      ])
      .addForeignKeyConstraint('group_applications_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
