// Gives a group another owner, within the transaction in which the one before goes.
import type { StoredConversation } from './conversation-store.ts';
import type { TransactionStores } from './database.ts';
import type { StoredMember } from './member-store.ts';
import { writeEvent } from './write-event.ts';

/**
 * @param leaving the owner before @param heir the member that owns the group from now on
 * @returns the conversation with its counters after that
 */
export async function passOwnership(
  stores: Pick<TransactionStores, 'conversations' | 'members' | 'messages'>,
  conversationId: string,
  leaving: Pick<StoredMember, 'accountId'>,
  heir: Pick<StoredMember, 'accountId'>,
  nowMs: number,
): Promise<StoredConversation> {
  const conversation = await stores.conversations.count(conversationId, nowMs);
  if (conversation === undefined) throw new Error(`there is no conversation ${conversationId}`);
  const { accountId } = heir;
  await stores.members.change(conversationId, accountId, { role: 'owner', change: conversation.lastChange });
  await writeEvent(stores, conversation, leaving.accountId, { kind: 'owner', accountId });
  return conversation;
}
