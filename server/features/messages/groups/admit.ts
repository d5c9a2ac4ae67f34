// Lets accounts into a group, whichever way they come: added, by invitation, by application, by link.
import { RequestError } from '../../../../protocol/error-codes.ts';
import { groupMembersMax } from '../../../../protocol/messages/message-limits.ts';
import type { StoredConversation } from '../../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';
import { writeEvent } from '../../../../sql/write-event.ts';
import { newMember } from '../messages-parts.ts';
import { NothingChangedError } from './nothing-changed-error.ts';

interface Admission {
  /** Its row is locked, and a message was counted. */
  readonly conversation: StoredConversation;
  /** Former ones too. */
  readonly members: readonly StoredMember[];
  /** Whose counters were made before. Who is in the group stays as they are. */
  readonly accountIds: readonly string[];
  /** The account that lets them in; the one that comes, where it comes by itself. */
  readonly byId: string;
  readonly nowMs: number;
}

/**
 * @returns the memberships that began
 * @throws RequestError `group-full`; `no-such-group` where all have left
 * @throws NothingChangedError when all are there
 */
export async function admit(
  stores: TransactionStores,
  { conversation, members, accountIds, byId, nowMs }: Admission,
): Promise<StoredMember[]> {
  const present = new Set(
    members.filter(({ leftSeq }) => leftSeq === undefined).map(({ accountId }) => accountId),
  );
  if (present.size === 0) throw new RequestError('no-such-group');
  const coming = accountIds.filter((accountId) => !present.has(accountId));
  if (present.size + coming.length > groupMembersMax) throw new RequestError('group-full');
  const [first] = coming;
  if (first === undefined) throw new NothingChangedError();
  const cursors = await stores.accountCursors.count(coming);
  const { showsHistory } = await stores.groupSettings.of(conversation.id);
  const admitted = coming.map((accountId) => {
    const earlier = members.find((each) => each.accountId === accountId);
    const eventNumber = cursors.get(accountId) ?? 0;
    const member = newMember(conversation, accountId, 'member', eventNumber, nowMs, earlier?.settings);
    // The line that tells of it is the first that a member sees.
    return { ...member, joinedSeq: showsHistory ? 1 : conversation.lastSeq };
  });
  await stores.members.put(admitted);
  await writeEvent(stores, conversation, byId, {
    kind: 'joined',
    ...(first !== byId && { accountId: first }),
    ...(coming.length > 1 && { others: coming.length - 1 }),
  });
  await stores.groupApplications.remove(conversation.id, coming);
  await stores.groupInvitations.remove(conversation.id, coming);
  return admitted;
}
