// Invitations into groups that wait for the answer of the account they are for. One that was refused stays for a while.
import type { Migration } from './migration.ts';

export const groupInvitations: Migration = {
  name: '0029-group-invitations',
  add: (db, tableOptions) =>
    db.schema
      .createTable('group_invitations')
      .ifNotExists()
      .addColumn('conversation_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('account_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('inviter_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('invited_at_ms', 'bigint', (column) => column.notNull())
      // 0 while it waits for an answer.
      .addColumn('refused_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('group_invitations_key', ['conversation_id', 'account_id'])
      // These serve as the indexes by which those for an account, and those of an inviter, are read.
      .addUniqueConstraint('group_invitations_account_unique', [
        'account_id',
        'refused_at_ms',
        'invited_at_ms',
        'conversation_id',
      ])
      .addUniqueConstraint('group_invitations_inviter_unique', [
        'inviter_id',
        'refused_at_ms',
        'account_id',
        'conversation_id',
      ])
      .addForeignKeyConstraint('group_invitations_conversation', ['conversation_id'], 'conversations', ['id'])
      .addForeignKeyConstraint('group_invitations_account', ['account_id'], 'accounts', ['id'])
      .addForeignKeyConstraint('group_invitations_inviter', ['inviter_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
