// How each account sees another: as a contact, by a request that waits, or blocked. Two rows for two people who know each other.
import type { Migration } from './migration.ts';

export const contacts: Migration = {
  name: '0020-contacts',
  add: (db, tableOptions) =>
    db.schema
      .createTable('contacts')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('other_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('relation', 'varchar(8)', (column) => column.notNull())
      .addColumn('since_ms', 'bigint', (column) => column.notNull())
      // Of a request of the account that was not accepted: it counts against the next ones.
      .addColumn('asked_at_ms', 'bigint')
      // When the account refused a request of the other.
      .addColumn('refused_at_ms', 'bigint')
      .addColumn('word', 'varchar(255)')
      .addColumn('fresh', 'integer', (column) => column.notNull())
      .addColumn('remark', 'varchar(255)')
      .addColumn('remark_key', 'varchar(96)')
      .addColumn('labels', 'text', (column) => column.notNull())
      .addColumn('starred', 'integer', (column) => column.notNull())
      .addColumn('blocked', 'integer', (column) => column.notNull())
      .addColumn('change_number', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('contacts_key', ['account_id', 'other_id'])
      // Serve as indexes: by change, by relation, and by what was asked.
      .addUniqueConstraint('contacts_change_unique', ['account_id', 'change_number', 'other_id'])
      .addUniqueConstraint('contacts_relation_unique', ['account_id', 'relation', 'other_id'])
      .addUniqueConstraint('contacts_asked_unique', ['account_id', 'asked_at_ms', 'other_id'])
      .addForeignKeyConstraint('contacts_account', ['account_id'], 'accounts', ['id'])
      .addForeignKeyConstraint('contacts_other', ['other_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
