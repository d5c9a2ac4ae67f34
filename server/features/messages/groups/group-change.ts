// Changes a group: one transaction that counts a change, with a system line where members are told of it, sent word of once it is on the disk.
import { RequestError } from '../../../../protocol/error-codes.ts';
import type { MessageEvent } from '../../../../protocol/messages/message-parts.ts';
import type { StoredConversation } from '../../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';
import { writeEvent } from '../../../../sql/write-event.ts';
import type { Change } from '../deliveries.ts';
import type { Actor, MessagesParts } from '../messages-parts.ts';
import { NothingChangedError } from './nothing-changed-error.ts';

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
 * @param line what members are told by a line of the conversation; without it none is written
 * @param work makes the change, once it is allowed; answers the memberships that moved, whose accounts are sent how they see the group now
 * @returns the group's latest change
 * @throws RequestError `too-often`, `no-such-conversation`, `conversation-left`, and what `work` throws, which undoes everything
 */
export async function changeGroup(
  { database, deliveries, now }: MessagesParts,
  actor: Actor,
  id: string,
  line: MessageEvent | undefined,
  work: (group: ChangingGroup) => Promise<readonly StoredMember[]>,
): Promise<number> {
  deliveries.spend(actor, (await database.members.presentIds(id)).length);
  try {
    const done = await database.transaction(async (stores) => {
      const conversation = await stores.conversations.count(id, line === undefined ? undefined : now());
      if (conversation === undefined) throw new RequestError('no-such-conversation');
      const members = await stores.members.of(id);
      const own = requirePresent(members, actor.accountId, 'conversation-left');
      const recipients = await stores.members.presentIds(id);
      const moved = await work({ stores, conversation, members, own });
      if (line !== undefined) await writeEvent(stores, conversation, actor.accountId, line);
      return { conversation, moved, recipients } satisfies Change;
    });
    deliveries.announce(done);
    deliveries.send(done.recipients, { name: 'groups:changed', body: { conversation: id } });
    return done.conversation.lastChange;
  } catch (error) {
    if (!(error instanceof NothingChangedError)) throw error;
    return (await database.conversations.byId(id))?.lastChange ?? 1;
  }
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
