// What is stored of an account's own, line by line: read a page at a time, so that nothing waits long for the database.
import { visiblePart } from '../../../messages/visible-part.ts';
import type { Database } from '../../../sql/database.ts';
import type { ConversationReader, OwnConversation } from './conversation-reader.ts';

const rowsPerPage = 200;

export interface ExportParts {
  readonly database: Database;
  readonly reader: ConversationReader;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * @yields objects with a `type`: the account, each conversation followed by its messages, contacts
 * @throws RequestError `database-unavailable`
 */
export async function* exportLines(parts: ExportParts, accountId: string): AsyncGenerator<object> {
  const { database, reader, now } = parts;
  const account = await database.accounts.byId(accountId);
  yield { type: 'account', accountId, nickname: account?.nickname, phone: account?.phone, atMs: now() };
  for (let after = 0; ; ) {
    const events = await database.members.eventsAfter(accountId, after, rowsPerPage);
    const ids = events.map(({ conversationId }) => conversationId);
    for (const own of await reader.own(accountId, ids)) {
      const [state] = await reader.statesOf(accountId, [own]);
      yield { type: 'conversation', ...state };
      yield* messageLines(parts, own);
    }
    const last = events.at(-1);
    if (last === undefined || events.length < rowsPerPage) break;
    after = last.eventNumber;
  }
  yield* contactLines(parts, accountId);
}

/** The messages that the member may see, in order. */
async function* messageLines(
  { database, reader }: ExportParts,
  own: OwnConversation,
): AsyncGenerator<object> {
  const { id } = own.conversation;
  const { fromSeq, toSeq } = visiblePart(own.conversation, own.member);
  for (let from = fromSeq; from <= toSeq; ) {
    const range = { conversationId: id, fromSeq: from, toSeq, upToChange: Number.MAX_SAFE_INTEGER };
    const rows = await database.messages.first(range, rowsPerPage);
    for (const message of await reader.views(await reader.seen(own, rows)))
      yield { type: 'message', conversation: id, ...message };
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerPage) return;
    from = last.seq + 1;
  }
}

async function* contactLines({ database }: ExportParts, accountId: string): AsyncGenerator<object> {
  for (let after = 0; ; ) {
    const rows = await database.contacts.changedAfter(accountId, after, rowsPerPage);
    for (const { otherId, nickname, remark, relation, labels, starred } of rows)
      yield { type: 'contact', accountId: otherId, nickname, remark, relation, labels, starred };
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerPage) return;
    after = last.change;
  }
}
