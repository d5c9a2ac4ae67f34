// What an account sets for itself in a conversation: told to its other devices alone.
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import type { MessagesParts } from './messages-parts.ts';

/**
 * @returns the conversation as the account sees it then
 * @throws RequestError `no-such-conversation` or `database-unavailable`
 */
export async function setOwn(
  { database, reader, deliveries }: MessagesParts,
  accountId: string,
  { conversation, ...changes }: RequestInput<'conversation:set-own'>,
): Promise<ConversationState> {
  await reader.require(accountId, conversation);
  await database.members.ensureSettings(conversation, accountId);
  const cursor = await database.transaction(async ({ accountCursors, members }) => {
    const eventNumber = await accountCursors.countOne(accountId);
    await members.changeSettings(conversation, accountId, changes);
    await members.change(conversation, accountId, { eventNumber });
    return eventNumber;
  });
  const state = await reader.stateOf(accountId, conversation);
  deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
  return state;
}
