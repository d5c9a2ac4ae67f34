// Finds messages by any part of their text, from new to old, for as long as one search may take. A part of the messages feature.
import { historyPageMax, pageMaxBytes, searchMaxMs } from '../../../protocol/messages/message-limits.ts';
import type { FoundMessage } from '../../../sql/message-search.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { holds, wordsOfQuery } from '../../../messages/search-words.ts';
import type { Database } from '../../../sql/database.ts';
import { toMessage } from './views.ts';

type Answer = RequestOutput<'message:search'>;

export interface SearchParts {
  readonly database: Pick<Database, 'search'>;
  /** Milliseconds on a clock that never goes back. */
  readonly elapsedMs: () => number;
}

/**
 * What of an account's messages holds a text. What is frequent elsewhere costs it time and shows it nothing.
 * @returns `before` to go on with, where the page is full or the time was up before everything was looked at
 * @throws RequestError `database-unavailable`
 */
export async function searchMessages(
  { database, elapsedMs }: SearchParts,
  accountId: string,
  { text, conversation, sender, fromMs, toMs, before }: RequestInput<'message:search'>,
): Promise<Answer> {
  const words = wordsOfQuery(text);
  const page: Page = { hits: [], bytes: 0 };
  if (words.length === 0) return { hits: page.hits };
  const untilMs = elapsedMs() + searchMaxMs;
  const query = { accountId, words, conversationId: conversation, senderId: sender, fromMs, toMs };
  for await (const { found, downTo } of database.search.parts(query, before)) {
    for (const one of found) {
      if (holds(one.message.text, text) && !take(page, one)) return { hits: page.hits, before: page.last };
    }
    if (downTo !== undefined && elapsedMs() >= untilMs) return { hits: page.hits, before: downTo };
  }
  return { hits: page.hits };
}

interface Page {
  readonly hits: Answer['hits'];
  bytes: number;
  /** The number of the last hit. */
  last?: number;
}

/** @returns whether there was room: a page holds one message at least */
function take(page: Page, { number, message: stored }: FoundMessage): boolean {
  const message = toMessage(stored);
  const bytes = Buffer.byteLength(JSON.stringify(message));
  if (page.hits.length >= historyPageMax) return false;
  if (page.hits.length > 0 && page.bytes + bytes > pageMaxBytes) return false;
  page.hits.push({ conversation: stored.conversationId, message });
  page.bytes += bytes;
  page.last = number;
  return true;
}
