// Who comes into a group and who goes. Each change is one transaction, sent word of once it is on the disk.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { nextOwner } from '../../../messages/next-owner.ts';
import { refusalToAdd, refusalToKeep, refusalToRemove } from '../../../messages/refusals.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../sql/database.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import { passOwnership } from '../../../sql/pass-ownership.ts';
import { writeEvent } from '../../../sql/write-event.ts';
import type { Change } from './deliveries.ts';
import { admit } from './groups/admit.ts';
import type { GroupDoors } from './groups/group-doors.ts';
import { closeGroup } from './groups/group-settings.ts';
import { mayAdd } from './groups/may-add.ts';
import { NothingChangedError } from './groups/nothing-changed-error.ts';
import { type Actor, type MessagesParts, refuse, requireAccounts } from './messages-parts.ts';

interface MembershipParts extends MessagesParts {
  readonly doors: Pick<GroupDoors, 'invite'>;
}

/** Every method may throw RequestError `database-unavailable`, `too-often`, `no-such-conversation`, `conversation-left` or `not-a-group`. */
export class Memberships {
  readonly #parts: MembershipParts;

  constructor(parts: MembershipParts) {
    this.#parts = parts;
  }

  /**
   * Adds accounts to a group: contacts come in, others are invited. @returns the group's change
   * @throws RequestError `not-group-admin`, `group-full`, `no-such-account`
   */
  async add(
    actor: Actor,
    { conversation: id, accountIds }: RequestInput<'conversation:add-members'>,
  ): Promise<number> {
    const { database, reader, now } = this.#parts;
    const { conversation, member } = await reader.require(actor.accountId, id);
    const presentIds = await database.members.presentIds(id);
    const newIds = accountIds.filter((accountId) => !presentIds.includes(accountId));
    refuse(refusalToAdd(conversation.kind, member, presentIds.length, newIds.length));
    if (newIds.length === 0) return conversation.lastChange;
    await requireAccounts(database, newIds);
    const directIds = await mayAdd(database, actor.accountId, newIds);
    await this.#parts.doors.invite(
      actor,
      id,
      newIds.filter((accountId) => !directIds.includes(accountId)),
    );
    if (directIds.length === 0) return conversation.lastChange;
    return this.#change(actor, id, presentIds.length + directIds.length, async (stores, changed) => {
      const members = await stores.members.of(id);
      refuse(refusalToAdd(changed.kind, requireMember(members, actor.accountId), 0, 0));
      const admission = { conversation: changed, members, accountIds: directIds };
      const moved = await admit(stores, { ...admission, byId: actor.accountId, nowMs: now() });
      return { conversation: changed, moved };
    });
  }

  /**
   * Removes a member from a group; who is in it no longer stays out. @returns the group's change
   * @throws RequestError `not-group-admin`, `no-such-account`
   */
  async remove(
    actor: Actor,
    { conversation: id, accountId }: RequestInput<'conversation:remove-member'>,
  ): Promise<number> {
    const { database, reader } = this.#parts;
    const { conversation, member } = await reader.require(actor.accountId, id);
    const target = await database.members.find(id, accountId);
    if (conversation.kind === 'group' && target === undefined) throw new RequestError('no-such-account');
    refuse(refusalToRemove(conversation.kind, member, target ?? member));
    if (target?.leftSeq !== undefined) return conversation.lastChange;
    const recipients = (await database.members.presentIds(id)).length;
    return this.#change(actor, id, recipients, async (stores, changed) => {
      const members = await stores.members.of(id);
      const leaving = requireMember(members, accountId);
      refuse(refusalToRemove(changed.kind, requireMember(members, actor.accountId), leaving));
      await writeEvent(stores, changed, actor.accountId, { kind: 'removed', accountId });
      return { conversation: changed, moved: [await endMembership(stores, changed, leaving)] };
    });
  }

  /**
   * Leaves a group, and hands it over where its last owner leaves. @returns the last change of the group that the account sees
   */
  async leave(actor: Actor, id: string): Promise<number> {
    const { database, reader } = this.#parts;
    const { conversation, member } = await reader.require(actor.accountId, id);
    if (conversation.kind !== 'group') throw new RequestError('not-a-group');
    if (member.leftSeq !== undefined) return member.change;
    const recipients = (await database.members.presentIds(id)).length;
    return this.#change(actor, id, recipients, async (stores, changed) => {
      const members = await stores.members.of(id);
      const leaving = requireMember(members, actor.accountId);
      await writeEvent(stores, changed, actor.accountId, { kind: 'left' });
      const left = await endMembership(stores, changed, leaving);
      const heir = nextOwner(members, actor.accountId);
      if (members.every(({ accountId, leftSeq }) => accountId === actor.accountId || leftSeq !== undefined))
        await closeGroup(stores, id);
      const conversation =
        heir === undefined ? changed : await passOwnership(stores, id, leaving, heir, this.#parts.now());
      return { conversation, moved: [left] };
    });
  }

  /**
   * Sets how long a conversation keeps its messages. @returns the conversation's change
   * @throws RequestError `not-group-owner`
   */
  async keepMessages(
    actor: Actor,
    { conversation: id, days }: RequestInput<'conversation:keep-messages'>,
  ): Promise<number> {
    const { database, reader } = this.#parts;
    const { conversation, member } = await reader.require(actor.accountId, id);
    refuse(refusalToKeep(conversation.kind, member));
    if (conversation.retention?.days === days) return conversation.lastChange;
    const recipients = (await database.members.presentIds(id)).length;
    return this.#change(actor, id, recipients, async (stores, changed) => {
      refuse(refusalToKeep(changed.kind, requireMember(await stores.members.of(id), actor.accountId)));
      await stores.retention.keep(id, days);
      const event = { kind: 'retention', ...(days !== undefined && { days }) } as const;
      await writeEvent(stores, changed, actor.accountId, event);
      return { conversation: changed, moved: [] };
    });
  }

  /**
   * Counts a change with a system line, makes it, and sends word of it.
   * @param change answers the conversation with its latest counters and the memberships that it moved
   * @returns the last change that the account sees
   */
  async #change(
    actor: Actor,
    id: string,
    recipients: number,
    change: (
      stores: TransactionStores,
      conversation: StoredConversation,
    ) => Promise<Omit<Change, 'recipients'>>,
  ): Promise<number> {
    const { database, deliveries, reader, now } = this.#parts;
    deliveries.spend(actor, recipients);
    try {
      const done = await database.transaction(async (stores): Promise<Change> => {
        const conversation = await stores.conversations.count(id, now());
        if (conversation === undefined) throw new RequestError('no-such-conversation');
        return { ...(await change(stores, conversation)), recipients: await stores.members.presentIds(id) };
      });
      deliveries.announce(done);
      deliveries.send(done.recipients, { name: 'groups:changed', body: { conversation: id } });
      const own = done.moved.find(({ accountId }) => accountId === actor.accountId);
      return own?.change ?? done.conversation.lastChange;
    } catch (error) {
      if (!(error instanceof NothingChangedError)) throw error;
      return (await reader.require(actor.accountId, id)).conversation.lastChange;
    }
  }
}

/** The member leaves, and is a plain one if it ever comes back. */
async function endMembership(
  { accountCursors, members, groupLinks }: TransactionStores,
  { id, lastSeq, lastChange }: StoredConversation,
  member: StoredMember,
): Promise<StoredMember> {
  const { accountId } = member;
  const eventNumber = await accountCursors.countOne(accountId);
  const changes = { role: 'member', leftSeq: lastSeq, change: lastChange, eventNumber } as const;
  await members.change(id, accountId, changes);
  await groupLinks.remove(id, accountId);
  return { ...member, ...changes };
}

/** @throws RequestError `conversation-left` when it went meanwhile */
function requireMember(members: readonly StoredMember[], accountId: string): StoredMember {
  const member = members.find((each) => each.accountId === accountId);
  if (member?.leftSeq !== undefined || member === undefined) throw new RequestError('conversation-left');
  return member;
}
