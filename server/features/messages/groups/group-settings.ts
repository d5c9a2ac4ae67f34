// Changes what a group is: its name, settings, announcement, roles, mutes; and ends it.
import { RequestError } from '../../../../protocol/error-codes.ts';
import type { RequestInput } from '../../../../protocol/requests.ts';
import { directoryKey } from '../../../../messages/directory-key.ts';
import {
  refusalToManage,
  refusalToMute,
  refusalToOwn,
  refusalToSetRole,
  refusalToTakePart,
} from '../../../../messages/group-refusals.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import { type Actor, type MessagesParts, refuse } from '../messages-parts.ts';
import { NothingChangedError } from './nothing-changed-error.ts';
import { changeGroup, requirePresent } from './group-change.ts';

const minuteMs = 60_000;

/**
 * Methods answer the group's change. Each may throw RequestError `database-unavailable`, `too-often`, `no-such-conversation`,
 * `conversation-left` or `not-a-group`.
 */
export class GroupSettings {
  readonly #parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `not-group-owner`, `no-such-account` */
  async setRole(
    actor: Actor,
    { conversation: id, accountId, role }: RequestInput<'group:set-role'>,
  ): Promise<number> {
    await this.#requireOwn(actor, id);
    return changeGroup(
      this.#parts,
      actor,
      id,
      { kind: 'role', accountId, role },
      async ({ stores, conversation, members, own }) => {
        const target = requirePresent(members, accountId, 'no-such-account');
        refuse(refusalToSetRole(conversation.kind, own, target));
        if (target.role === role) throw new NothingChangedError();
        await stores.members.change(id, accountId, { role, change: conversation.lastChange });
        if (role === 'member') await stores.groupLinks.remove(id, accountId);
        return [];
      },
    );
  }

  /** @throws RequestError `not-group-owner`, `no-such-account` */
  async handOver(
    actor: Actor,
    { conversation: id, accountId }: RequestInput<'group:hand-over'>,
  ): Promise<number> {
    await this.#requireOwn(actor, id);
    return changeGroup(
      this.#parts,
      actor,
      id,
      { kind: 'owner', accountId },
      async ({ stores, conversation, members, own }) => {
        const heir = requirePresent(members, accountId, 'no-such-account');
        refuse(refusalToOwn(conversation.kind, own));
        if (heir === own) throw new NothingChangedError();
        const change = conversation.lastChange;
        await stores.members.change(id, own.accountId, { role: 'admin', change });
        await stores.members.change(id, heir.accountId, { role: 'owner', change });
        return [];
      },
    );
  }

  /** @throws RequestError `not-group-admin` */
  async rename(actor: Actor, { conversation: id, title }: RequestInput<'group:rename'>): Promise<number> {
    await this.#requireOwn(actor, id);
    return changeGroup(
      this.#parts,
      actor,
      id,
      { kind: 'renamed', title },
      async ({ stores, conversation, own }) => {
        refuse(refusalToManage(conversation.kind, own));
        if (conversation.title === title) throw new NothingChangedError();
        await stores.conversations.rename(id, title);
        const settings = await stores.groupSettings.of(id);
        if (settings.directoryKey !== undefined)
          await stores.groupSettings.put({ ...settings, directoryKey: directoryKey(title) });
        return [];
      },
    );
  }

  /** @throws RequestError `not-group-owner` */
  async configure(
    actor: Actor,
    { conversation: id, isPublic, showsHistory }: RequestInput<'group:configure'>,
  ): Promise<number> {
    await this.#requireOwn(actor, id);
    return changeGroup(this.#parts, actor, id, undefined, async ({ stores, conversation, own }) => {
      refuse(refusalToOwn(conversation.kind, own));
      const settings = await stores.groupSettings.of(id);
      const key = isPublic === true ? directoryKey(conversation.title ?? '') : undefined;
      await stores.groupSettings.put({
        ...settings,
        showsHistory: showsHistory ?? settings.showsHistory,
        directoryKey: isPublic === undefined ? settings.directoryKey : key,
      });
      if (isPublic === false) await stores.groupApplications.remove(id);
      return [];
    });
  }

  /** @throws RequestError `not-group-admin`, `no-such-account` */
  async mute(
    actor: Actor,
    { conversation: id, accountId, minutes }: RequestInput<'group:mute-member'>,
  ): Promise<number> {
    await this.#requireOwn(actor, id);
    // That a mute ends is told by no line: it ends by itself too.
    const line = minutes > 0 ? ({ kind: 'muted', accountId } as const) : undefined;
    return changeGroup(this.#parts, actor, id, line, async ({ stores, conversation, members, own }) => {
      const target = requirePresent(members, accountId, 'no-such-account');
      refuse(refusalToMute(conversation.kind, own, target));
      const untilMs = minutes === 0 ? 0 : this.#parts.now() + minutes * minuteMs;
      await stores.groupMemberNotes.mute(id, accountId, untilMs);
      return [];
    });
  }

  /** @throws RequestError `not-group-admin` */
  async announce(actor: Actor, { conversation: id, text }: RequestInput<'group:announce'>): Promise<number> {
    await this.#requireOwn(actor, id);
    const line = text === undefined ? undefined : ({ kind: 'announcement' } as const);
    return changeGroup(this.#parts, actor, id, line, async ({ stores, conversation, own }) => {
      refuse(refusalToManage(conversation.kind, own));
      const settings = await stores.groupSettings.of(id);
      const announcementNumber = settings.announcementNumber + 1;
      const announcement =
        text === undefined ? undefined : { text, byId: own.accountId, atMs: this.#parts.now() };
      await stores.groupSettings.put({ ...settings, announcementNumber, announcement });
      // Who wrote it has read it.
      if (text !== undefined) await stores.groupMemberNotes.confirm(id, own.accountId, announcementNumber);
      return [];
    });
  }

  /** Notes that the account has read an announcement, if it still stands. */
  async confirm(
    { accountId }: Actor,
    { conversation: id, number }: RequestInput<'group:confirm-announcement'>,
  ): Promise<void> {
    const { database, deliveries, reader } = this.#parts;
    const { conversation, member } = await reader.require(accountId, id);
    refuse(refusalToTakePart(conversation.kind, member));
    const { announcementNumber, announcement } = await database.groupSettings.of(id);
    if (announcement === undefined || announcementNumber !== number) return;
    await database.groupMemberNotes.confirm(id, accountId, number);
    deliveries.send([accountId], { name: 'groups:changed', body: { conversation: id } });
  }

  /** Everyone leaves, and keeps what was written until then. @throws RequestError `not-group-owner` */
  async dissolve(actor: Actor, id: string): Promise<number> {
    await this.#requireOwn(actor, id);
    return changeGroup(
      this.#parts,
      actor,
      id,
      { kind: 'dissolved' },
      async ({ stores, conversation, members, own }) => {
        refuse(refusalToOwn(conversation.kind, own));
        const leaving = members.filter(({ leftSeq }) => leftSeq === undefined);
        const cursors = await stores.accountCursors.count(leaving.map(({ accountId }) => accountId));
        const { lastSeq: leftSeq, lastChange: change } = conversation;
        const left = leaving.map((member) => {
          const eventNumber = cursors.get(member.accountId) ?? 0;
          return { ...member, role: 'member', leftSeq, change, eventNumber } as const;
        });
        for (const { accountId, ...changes } of left) await stores.members.change(id, accountId, changes);
        await closeGroup(stores, id);
        return left;
      },
    );
  }

  /** The account is or was in the conversation. */
  async #requireOwn({ accountId }: Actor, id: string): Promise<void> {
    const { conversation } = await this.#parts.reader.require(accountId, id);
    if (conversation.kind !== 'group') throw new RequestError('not-a-group');
  }
}

/** Takes away every way into a group that no member is in any more. */
export async function closeGroup(stores: TransactionStores, id: string): Promise<void> {
  await stores.groupSettings.remove(id);
  await stores.groupLinks.remove(id);
  await stores.groupApplications.remove(id);
  await stores.groupInvitations.remove(id);
}
