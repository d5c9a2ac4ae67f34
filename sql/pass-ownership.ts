// Gives a group another owner, within the transaction in which the one before goes.
import { nextOwner } from '../messages/next-owner.ts';
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

/**
 * Gives each group that an account owns to the member that follows it, within the transaction in which the account is kept out; it
 * stays as a plain member. Where no other member can sign in, the group keeps its owner.
 */
export async function passOwnedGroups(
  stores: Pick<TransactionStores, 'accounts' | 'conversations' | 'members' | 'messages'>,
  accountId: string,
  nowMs: number,
): Promise<void> {
  const { accounts, members } = stores;
  for (const conversationId of await members.ownedBy(accountId)) {
    const all = await members.of(conversationId);
    const enabled = new Set(await accounts.enabledIds(all.map((member) => member.accountId)));
    const heir = nextOwner(
      all.filter((member) => enabled.has(member.accountId)),
      accountId,
    );
    if (heir === undefined) continue;
    const { lastChange } = await passOwnership(stores, conversationId, { accountId }, heir, nowMs);
    await members.change(conversationId, accountId, { role: 'member', change: lastChange });
  }
}
