// Changes a group: one transaction that counts a change, sent word of once it is on the disk.
import { RequestError } from '../../../../protocol/error-codes.ts';
import type { StoredConversation } from '../../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';
import type { Change } from '../deliveries.ts';
import type { Actor, MessagesParts } from '../messages-parts.ts';

/** A group within its transaction, as it is now. */
export interface ChangingGroup {
  readonly stores: TransactionStores;
  /** With its new counters; its row is locked. */
  readonly conversation: StoredConversation;
  /** Former ones too. */
  readonly members: readonly StoredMember[];
  /** Of the account that asks; present. */
  readonly own: StoredMember;
}

/**
 * @param work makes the change; answers the memberships that moved, whose accounts are sent how they see the group now
 * @throws RequestError `too-often`, `no-such-conversation`, `conversation-left`, and what `work` throws, which undoes everything
 */
export async function changeGroup(
  { database, deliveries }: MessagesParts,
  actor: Actor,
  id: string,
  work: (group: ChangingGroup) => Promise<readonly StoredMember[]>,
): Promise<number> {
  deliveries.spend(actor, (await database.members.presentIds(id)).length);
  const done = await database.transaction(async (stores): Promise<Change> => {
    const conversation = await stores.conversations.count(id);
    if (conversation === undefined) throw new RequestError('no-such-conversation');
    const members = await stores.members.of(id);
    const own = requirePresent(members, actor.accountId, 'conversation-left');
    const moved = await work({ stores, conversation, members, own });
    return { conversation, moved, recipients: await stores.members.presentIds(id) };
  });
  deliveries.announce(done);
  deliveries.send(done.recipients, { name: 'groups:changed', body: { conversation: id } });
  return done.conversation.lastChange;
}

/** @param code with which a member that is not there is refused */
export function requirePresent(
  members: readonly StoredMember[],
  accountId: string,
  code: 'conversation-left' | 'no-such-account',
): StoredMember {
  const member = members.find((each) => each.accountId === accountId);
  if (member === undefined || member.leftSeq !== undefined) throw new RequestError(code);
  return member;
}
