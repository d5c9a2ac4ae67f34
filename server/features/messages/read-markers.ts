// Moves the read marker of an account, which all its devices share.
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { movedMarker } from '../../../messages/unread-part.ts';
import type { MessagesParts } from './messages-parts.ts';

/** Rolls a transaction back in which nothing moved, so that the account's counter has no hole. */
class UnmovedError extends Error {}

/**
 * Moves a marker up to a message; back, or beyond the last one, it does not move.
 * @returns the conversation as the account sees it then
 * @throws RequestError `no-such-conversation` or `database-unavailable`
 */
export async function markRead(
  { database, reader, deliveries }: MessagesParts,
  accountId: string,
  { conversation, seq }: RequestInput<'conversation:mark-read'>,
): Promise<ConversationState> {
  const before = await reader.stateOf(accountId, conversation);
  if (movedMarker(before, seq) === before.readSeq) return before;
  let cursor: number;
  try {
    cursor = await database.transaction(async ({ accountCursors, members }) => {
      const number = await accountCursors.countOne(accountId);
      // Another device may have been faster.
      if (!(await members.markRead(conversation, accountId, seq, number))) throw new UnmovedError();
      return number;
    });
  } catch (error) {
    if (error instanceof UnmovedError) return reader.stateOf(accountId, conversation);
    throw error;
  }
  const state = await reader.stateOf(accountId, conversation);
  deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
  return state;
}
