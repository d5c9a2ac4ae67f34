// Reads what an account may see of groups: details of its own, cards of public ones, what waits for an answer.
import { RequestError } from '../../../../protocol/error-codes.ts';
import {
  applicationsCountMax,
  groupPageMax,
  pendingGroupsMax,
  refusedRestMs,
} from '../../../../protocol/messages/group-limits.ts';
import type { GroupCard, GroupDetails } from '../../../../protocol/messages/group-model.ts';
import type { RequestInput, RequestOutput } from '../../../../protocol/requests.ts';
import { directoryKey } from '../../../../messages/directory-key.ts';
import { refusalToManage, refusalToTakePart } from '../../../../messages/group-refusals.ts';
import type { StoredGroupSettings } from '../../../../sql/group-settings-store.ts';
import type { OwnConversation } from '../conversation-reader.ts';
import { type MessagesParts, refuse } from '../messages-parts.ts';

interface Named {
  readonly conversationId: string;
  readonly title: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class GroupReader {
  readonly #parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `no-such-conversation`, `conversation-left`, `not-a-group` */
  async describe(accountId: string, id: string): Promise<GroupDetails> {
    const { database, reader, now } = this.#parts;
    const { conversation, member } = await reader.require(accountId, id);
    refuse(refusalToTakePart(conversation.kind, member));
    const isAdmin = member.role !== 'member';
    const nowMs = now();
    const settings = await database.groupSettings.of(id);
    const announcement = await this.#announcementOf(settings, accountId);
    const muted = await database.groupMemberNotes.muted(id, nowMs);
    const links = isAdmin ? await database.groupLinks.of(id) : [];
    return {
      conversation: id,
      ownRole: member.role,
      memberCount: (await database.members.presentIds(id)).length,
      isPublic: settings.directoryKey !== undefined,
      showsHistory: settings.showsHistory,
      ...(announcement !== undefined && { announcement }),
      muted: muted.filter((each) => isAdmin || each.accountId === accountId),
      applications: isAdmin ? await database.groupApplications.countWaiting(id, applicationsCountMax) : 0,
      links: links
        .filter((link) => link.expiresAtMs > nowMs)
        .filter(({ inviterId }) => member.role === 'owner' || inviterId === accountId)
        .map(({ inviterId, expiresAtMs, joinedCount }) => ({ inviterId, expiresAtMs, joinedCount })),
    };
  }

  /** Who has confirmed the announcement that stands. @throws RequestError as `requireManaged` */
  async confirmations(
    accountId: string,
    { conversation: id, after = '' }: RequestInput<'group:confirmations'>,
  ): Promise<RequestOutput<'group:confirmations'>> {
    await this.requireManaged(accountId, id);
    const { groupSettings, groupMemberNotes } = this.#parts.database;
    const { announcementNumber, announcement } = await groupSettings.of(id);
    if (announcement === undefined) return { members: [], more: false };
    const members = await groupMemberNotes.confirmed(id, announcementNumber, after, groupPageMax);
    return { members, more: members.length >= groupPageMax };
  }

  /** A page of the public groups. */
  async directory(
    accountId: string,
    { words = '', after }: RequestInput<'group:directory'>,
  ): Promise<RequestOutput<'group:directory'>> {
    const { groupSettings } = this.#parts.database;
    const entries = await groupSettings.directory(directoryKey(words), after, groupPageMax);
    return { groups: await this.cards(accountId, entries), more: entries.length >= groupPageMax };
  }

  /** What an account is shown of groups. */
  async cards(accountId: string, groups: readonly Named[]): Promise<GroupCard[]> {
    const { database, now } = this.#parts;
    const ids = groups.map(({ conversationId }) => conversationId);
    const memberships = await database.members.ofAccount(accountId, ids);
    const members = new Set(
      memberships.filter(({ leftSeq }) => leftSeq === undefined).map(({ conversationId }) => conversationId),
    );
    const applied = new Map(
      (await database.groupApplications.ofAccount(accountId, ids)).map(({ conversationId, refusedAtMs }) => [
        conversationId,
        refusedAtMs,
      ]),
    );
    const counts = await database.members.countPresent(ids);
    return groups.map(({ conversationId, title }) => ({
      conversation: conversationId,
      title,
      memberCount: counts.get(conversationId) ?? 0,
      standing: members.has(conversationId) ? 'member' : standingOf(applied.get(conversationId), now()),
    }));
  }

  /** @throws RequestError as `requireManaged` */
  async applications(
    accountId: string,
    { conversation: id, after }: RequestInput<'group:applications'>,
  ): Promise<RequestOutput<'group:applications'>> {
    await this.requireManaged(accountId, id);
    const rows = await this.#parts.database.groupApplications.waiting(id, after, groupPageMax);
    return {
      applications: rows.map(({ accountId: of, nickname, word, appliedAtMs }) => {
        return { accountId: of, nickname, word, atMs: appliedAtMs };
      }),
      more: rows.length >= groupPageMax,
    };
  }

  /** What waits for the account's answer. */
  async pending(accountId: string): Promise<RequestOutput<'group:pending'>> {
    const { groupInvitations, groupApplications, members } = this.#parts.database;
    const waiting = await groupInvitations.waitingFor(accountId, pendingGroupsMax);
    const counts = await members.countPresent(waiting.map(({ conversationId }) => conversationId));
    return {
      invitations: waiting.map(({ conversationId, title, byNickname, atMs }) => ({
        conversation: conversationId,
        title,
        memberCount: counts.get(conversationId) ?? 0,
        byNickname,
        atMs,
      })),
      applications: await groupApplications.waitingFor(accountId, pendingGroupsMax),
    };
  }

  /** A group that the account runs. @throws RequestError `no-such-conversation`, `conversation-left`, `not-a-group`, `not-group-admin` */
  async requireManaged(accountId: string, id: string): Promise<OwnConversation> {
    const own = await this.#parts.reader.require(accountId, id);
    refuse(refusalToManage(own.conversation.kind, own.member));
    return own;
  }

  /** A group that the directory names. @throws RequestError `no-such-group`, alike for unknown ids and groups that are not public */
  async requirePublic(id: string): Promise<Named> {
    const { conversations, groupSettings } = this.#parts.database;
    const { directoryKey: key } = await groupSettings.of(id);
    const conversation = key === undefined ? undefined : await conversations.byId(id);
    if (conversation === undefined) throw new RequestError('no-such-group');
    return { conversationId: id, title: conversation.title ?? '' };
  }

  async #announcementOf(
    { conversationId, announcementNumber: number, announcement }: StoredGroupSettings,
    accountId: string,
  ): Promise<GroupDetails['announcement']> {
    if (announcement === undefined) return undefined;
    const { accounts, groupMemberNotes } = this.#parts.database;
    const { text, byId, atMs } = announcement;
    return {
      number,
      text,
      byNickname: (await accounts.byId(byId))?.nickname ?? '',
      atMs,
      confirmed: (await groupMemberNotes.confirmedNumber(conversationId, accountId)) === number,
      confirmedCount: await groupMemberNotes.countConfirmed(conversationId, number),
    };
  }
}

/** @param refusedAtMs of the account's application; 0 while it waits */
function standingOf(refusedAtMs: number | undefined, nowMs: number): GroupCard['standing'] {
  if (refusedAtMs === undefined) return 'outside';
  if (refusedAtMs === 0) return 'applied';
  return nowMs - refusedAtMs < refusedRestMs ? 'refused' : 'outside';
}
