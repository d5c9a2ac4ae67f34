// Moves the read marker of an account, which all its devices share.
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { movedMarker } from '../../../messages/unread-part.ts';
import type { MessagesParts } from './messages-parts.ts';
import type { Receipts } from './receipts.ts';

export interface ReadMarkerParts extends MessagesParts {
  readonly receipts: Pick<Receipts, 'note'>;
}

/** Rolls a transaction back in which nothing moved, so that the account's counter has no hole. */
class UnmovedError extends Error {}

/**
 * Moves a marker up to a message; back, or beyond the last one, it does not move. A mark as unread is taken away.
 * @returns the conversation as the account sees it then
 * @throws RequestError `no-such-conversation` or `database-unavailable`
 */
export async function markRead(
  { database, reader, deliveries, receipts }: ReadMarkerParts,
  accountId: string,
  { conversation, seq }: RequestInput<'conversation:mark-read'>,
): Promise<ConversationState> {
  const before = await reader.stateOf(accountId, conversation);
  const moves = movedMarker(before, seq) !== before.readSeq;
  if (!moves && !before.markedUnread) return before;
  let cursor: number;
  try {
    cursor = await database.transaction(async ({ accountCursors, members }) => {
      const number = await accountCursors.countOne(accountId);
      // Another device may have been faster.
      const moved = moves && (await members.markRead(conversation, accountId, seq, number));
      if (!moved && !before.markedUnread) throw new UnmovedError();
      if (before.markedUnread) await members.changeSettings(conversation, accountId, { markedUnread: false });
      if (!moved) await members.change(conversation, accountId, { eventNumber: number });
      return number;
    });
  } catch (error) {
    if (error instanceof UnmovedError) return reader.stateOf(accountId, conversation);
    throw error;
  }
  if (moves) receipts.note(conversation, accountId);
  const state = await reader.stateOf(accountId, conversation);
  deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
  return state;
}
