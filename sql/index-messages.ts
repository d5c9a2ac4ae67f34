// Makes the words of all messages anew: after a restore, which brings messages alone, and at the first start of a server that searches.
import type { Kysely } from 'kysely';
import { MessageIndex } from './message-index.ts';
import { toMessage } from './message-store.ts';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';
import type { Tables } from './tables.ts';

/** The words as messages/search-words.ts makes them; another number makes them anew at the next start. */
const version = '1';
const mark = 'message-words';

/** Makes the words unless they were made by this version. To be called while no other process writes. */
export async function indexMessagesOnce(db: Kysely<Tables>): Promise<void> {
  const made = await db.selectFrom('marks').select('value').where('name', '=', mark).executeTakeFirst();
  if (made?.value !== version) await indexMessages(db);
}

/** Makes all words, in place of those that are there. */
export async function indexMessages(db: Kysely<Tables>): Promise<void> {
  await db.deleteFrom('message_words').execute();
  await db.deleteFrom('searched_messages').execute();
  const index = new MessageIndex(db);
  const pages = pagesByKey<Tables['messages'], Tables['messages']>(
    (last) => readPage(db, last),
    (row) => row,
  );
  for await (const rows of pages) for (const row of rows) await index.add(toMessage(row));
  await db.replaceInto('marks').values({ name: mark, value: version }).execute();
}

async function readPage(
  db: Kysely<Tables>,
  last: Tables['messages'] | undefined,
): Promise<Tables['messages'][]> {
  const { conversation_id: conversation, seq } = last ?? { conversation_id: '', seq: 0 };
  return db
    .selectFrom('messages')
    .selectAll()
    .where(({ eb, or, and }) =>
      or([
        eb('conversation_id', '>', conversation),
        and([eb('conversation_id', '=', conversation), eb('seq', '>', seq)]),
      ]),
    )
    .orderBy('conversation_id')
    .orderBy('seq')
    .limit(rowsPerPage)
    .execute();
}
