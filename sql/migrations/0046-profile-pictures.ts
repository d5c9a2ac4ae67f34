// Pictures of people: small, made by the server of what they sent. As base64, so that they are a part of every backup.
import type { Migration } from './migration.ts';

export const profilePictures: Migration = {
  name: '0046-profile-pictures',
  add: (db, tableOptions) =>
    db.schema
      .createTable('profile_pictures')
      .ifNotExists()
      .addColumn('account_id', 'varchar(32)', (column) => column.primaryKey().notNull())
      .addColumn('picture_id', 'varchar(32)', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addUniqueConstraint('profile_pictures_picture_unique', ['picture_id'])
      .addForeignKeyConstraint('profile_pictures_account', ['account_id'], 'accounts', ['id'])
      .modifyEnd(tableOptions)
      .execute(),
};
