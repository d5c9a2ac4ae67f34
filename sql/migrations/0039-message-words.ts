// The words of messages (messages/search-words.ts), in the full-text index of the database.
import type { Migration } from './migration.ts';

export const messageWords: Migration = {
  name: '0039-message-words',
  add: async (db, _tableOptions, createMessageWords) => {
    await createMessageWords.execute(db);
  },
};
