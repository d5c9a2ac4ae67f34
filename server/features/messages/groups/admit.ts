// Lets accounts into a group, whichever way they come: added, by invitation, by application, by link.
import { RequestError } from '../../../../protocol/error-codes.ts';
import { groupMembersMax } from '../../../../protocol/messages/message-limits.ts';
import type { StoredConversation } from '../../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';
import { newMember } from '../messages-parts.ts';

/**
 * To be asked while the conversation's row is locked; whose counters were made before. Who is in the group stays as they are.
 * @param members of the group, former ones too @returns the memberships that began
 * @throws RequestError `group-full`; `no-such-group` where all have left
 */
export async function admit(
  stores: TransactionStores,
  conversation: StoredConversation,
  members: readonly StoredMember[],
  accountIds: readonly string[],
  nowMs: number,
): Promise<StoredMember[]> {
  const present = new Set(
    members.filter(({ leftSeq }) => leftSeq === undefined).map(({ accountId }) => accountId),
  );
  if (present.size === 0) throw new RequestError('no-such-group');
  const coming = accountIds.filter((accountId) => !present.has(accountId));
  if (present.size + coming.length > groupMembersMax) throw new RequestError('group-full');
  const cursors = await stores.accountCursors.count(coming);
  const { showsHistory } = await stores.groupSettings.of(conversation.id);
  const admitted = coming.map((accountId) => {
    const member = newMember(conversation, accountId, 'member', cursors.get(accountId) ?? 0, nowMs);
    return showsHistory ? { ...member, joinedSeq: 1 } : member;
  });
  await stores.members.put(admitted);
  await stores.groupApplications.remove(conversation.id, coming);
  await stores.groupInvitations.remove(conversation.id, coming);
  return admitted;
}
