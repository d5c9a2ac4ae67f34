// The ways into a group besides being added: applications, links, invitations to accept.
import { createHash, randomBytes } from 'node:crypto';
import { RequestError } from '../../../../protocol/error-codes.ts';
import { openInvitationsMax, refusedRestMs } from '../../../../protocol/messages/group-limits.ts';
import type { GroupCard } from '../../../../protocol/messages/group-model.ts';
import type { ConversationState } from '../../../../protocol/messages/model.ts';
import type { RequestInput } from '../../../../protocol/requests.ts';
import { refusalToManage } from '../../../../messages/group-refusals.ts';
import type { StoredConversation } from '../../../../sql/conversation-store.ts';
import type { TransactionStores } from '../../../../sql/database.ts';
import type { StoredGroupLink } from '../../../../sql/group-link-store.ts';
import type { StoredMember } from '../../../../sql/member-store.ts';
import type { Change } from '../deliveries.ts';
import { type Actor, type MessagesParts, refuse, requireAccounts } from '../messages-parts.ts';
import { admit } from './admit.ts';
import { NothingChangedError } from './nothing-changed-error.ts';
import type { GroupReader } from './group-reader.ts';

const dayMs = 24 * 3600 * 1000;

/** Every method may throw RequestError `database-unavailable` or `too-often`. */
export class GroupDoors {
  readonly #parts: MessagesParts;
  readonly #groups: GroupReader;

  constructor(parts: MessagesParts, groups: GroupReader) {
    this.#parts = parts;
    this.#groups = groups;
  }

  /** Asks to be let into a public group. @throws RequestError `no-such-group`, `application-refused` */
  async apply(actor: Actor, { conversation: id, word }: RequestInput<'group:apply'>): Promise<GroupCard> {
    const { database, deliveries, now } = this.#parts;
    const group = await this.#groups.requirePublic(id);
    const before = await this.#card(actor.accountId, group);
    if (before.standing === 'member') return before;
    if (before.standing === 'refused') throw new RequestError('application-refused');
    const adminIds = await this.#adminIds(id);
    deliveries.spend(actor, adminIds.length);
    await database.groupApplications.put({
      conversationId: id,
      accountId: actor.accountId,
      word,
      appliedAtMs: now(),
      refusedAtMs: 0,
    });
    deliveries.send(adminIds, { name: 'groups:pending-changed', body: {} });
    return { ...before, standing: 'applied' };
  }

  /** @throws RequestError `no-such-conversation`, `conversation-left`, `not-a-group`, `not-group-admin`, `no-such-application`, `group-full` */
  async answerApplication(
    actor: Actor,
    { conversation: id, accountId, accept }: RequestInput<'group:answer-application'>,
  ): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    await this.#groups.requireManaged(actor.accountId, id);
    const application = await database.groupApplications.find(id, accountId);
    if (application === undefined || application.refusedAtMs > 0)
      throw new RequestError('no-such-application');
    if (accept) {
      await this.#admit(actor, id, accountId, async (stores, conversation, members) => {
        const own = members.find((member) => member.accountId === actor.accountId);
        if (own === undefined) throw new RequestError('no-such-conversation');
        refuse(refusalToManage(conversation.kind, own));
        // Answered meanwhile by another admin.
        if ((await stores.groupApplications.find(id, accountId))?.refusedAtMs !== 0)
          throw new RequestError('no-such-application');
      });
    } else if (!(await database.groupApplications.refuse(id, accountId, now())))
      throw new RequestError('no-such-application');
    const told = [accountId, ...(await this.#adminIds(id))];
    deliveries.send(told, { name: 'groups:pending-changed', body: {} });
  }

  /**
   * Makes the account's own link, in place of the one before. @returns its secret, which is stored nowhere
   * @throws RequestError as `GroupReader.requireManaged`
   */
  async makeLink(
    { accountId }: Actor,
    { conversation: id, days }: RequestInput<'group:make-link'>,
  ): Promise<string> {
    const { database, now } = this.#parts;
    await this.#groups.requireManaged(accountId, id);
    const secret = randomBytes(16).toString('base64url');
    const link = { conversationId: id, inviterId: accountId, secretHash: hashOf(secret) };
    await database.groupLinks.put({ ...link, expiresAtMs: now() + days * dayMs, joinedCount: 0 });
    return secret;
  }

  /** Ends a link; one's own, or any for the owner. @throws RequestError as `GroupReader.requireManaged`, `not-group-owner` */
  async revokeLink(
    actor: Actor,
    { conversation: id, accountId }: RequestInput<'group:revoke-link'>,
  ): Promise<void> {
    const { member } = await this.#groups.requireManaged(actor.accountId, id);
    if (accountId !== actor.accountId && member.role !== 'owner') throw new RequestError('not-group-owner');
    await this.#parts.database.groupLinks.remove(id, accountId);
  }

  /** @throws RequestError `no-such-group-link` */
  async openLink({ accountId }: Pick<Actor, 'accountId'>, secret: string): Promise<GroupCard> {
    const { database } = this.#parts;
    const { conversationId } = await this.#requireLink(database, secret);
    const conversation = await database.conversations.byId(conversationId);
    return this.#card(accountId, { conversationId, title: conversation?.title ?? '' });
  }

  /** @throws RequestError `no-such-group-link`, `group-full` */
  async joinByLink(actor: Actor, secret: string): Promise<ConversationState> {
    const { database, reader } = this.#parts;
    const { conversationId } = await this.#requireLink(database, secret);
    const card = await this.openLink(actor, secret);
    if (card.standing !== 'member')
      await this.#admit(actor, conversationId, actor.accountId, async (stores, _conversation, members) => {
        const link = await this.#requireLink(stores, secret);
        if (members.some((member) => member.accountId === actor.accountId && member.leftSeq === undefined))
          return;
        await stores.groupLinks.countJoined(link.secretHash);
      });
    return reader.stateOf(actor.accountId, conversationId);
  }

  /** @throws RequestError `too-often` where so many more would be more than an account may have open */
  async requireFewOpen(accountId: string, more: number): Promise<void> {
    const { database, now } = this.#parts;
    const restedMs = now() - refusedRestMs;
    const open = await database.groupInvitations.countOpen(accountId, restedMs, openInvitationsMax);
    if (open + more > openInvitationsMax) throw new RequestError('too-often', { retryAfterMs: dayMs });
  }

  /**
   * Invites accounts that may not be added without being asked. Who refused lately or has blocked the one who invites is not asked, and no caller learns it.
   * @param accountIds that can be written to
   */
  async invite(actor: Actor, id: string, accountIds: readonly string[]): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    if (accountIds.length === 0) return;
    const blockers = await database.contacts.blockersAmong(actor.accountId, accountIds);
    const earlier = new Map(
      (await database.groupInvitations.into(id, accountIds)).map((each) => [each.accountId, each]),
    );
    const restedMs = now() - refusedRestMs;
    const asked = accountIds.filter((accountId) => {
      if (blockers.includes(accountId)) return false;
      const refusedAtMs = earlier.get(accountId)?.refusedAtMs;
      return refusedAtMs === undefined || (refusedAtMs > 0 && refusedAtMs < restedMs);
    });
    await this.requireFewOpen(actor.accountId, asked.length);
    deliveries.spend(actor, asked.length);
    await database.groupInvitations.put(
      asked.map((accountId) => ({
        conversationId: id,
        accountId,
        inviterId: actor.accountId,
        invitedAtMs: now(),
        refusedAtMs: 0,
      })),
    );
    deliveries.send(asked, { name: 'groups:pending-changed', body: {} });
  }

  /** @throws RequestError `no-such-application`, `group-full` */
  async answerInvitation(
    actor: Actor,
    { conversation: id, accept }: RequestInput<'group:answer-invitation'>,
  ): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    const { accountId } = actor;
    const invitation = await database.groupInvitations.find(id, accountId);
    if (invitation === undefined || invitation.refusedAtMs > 0) throw new RequestError('no-such-application');
    if (accept)
      await this.#admit(actor, id, accountId, async (stores, conversation, members) => {
        const inviter = members.find((member) => member.accountId === invitation.inviterId);
        // Who may no longer add others does not let this one in either.
        if (inviter === undefined || refusalToManage(conversation.kind, inviter) !== undefined)
          throw new RequestError('no-such-application');
        if ((await stores.groupInvitations.find(id, accountId))?.refusedAtMs !== 0)
          throw new RequestError('no-such-application');
      });
    else await database.groupInvitations.put([{ ...invitation, refusedAtMs: now() }]);
    deliveries.send([accountId], { name: 'groups:pending-changed', body: {} });
  }

  /** Lets one account in. @param check throws where it may not */
  async #admit(
    actor: Actor,
    id: string,
    accountId: string,
    check: (
      stores: TransactionStores,
      conversation: StoredConversation,
      members: readonly StoredMember[],
    ) => Promise<void>,
  ): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    await requireAccounts(database, [accountId]);
    deliveries.spend(actor, (await database.members.presentIds(id)).length + 1);
    try {
      const done = await database.transaction(async (stores): Promise<Change> => {
        const conversation = await stores.conversations.count(id, now());
        if (conversation === undefined) throw new RequestError('no-such-group');
        const members = await stores.members.of(id);
        await check(stores, conversation, members);
        const admission = { conversation, members, accountIds: [accountId] };
        const moved = await admit(stores, { ...admission, byId: actor.accountId, nowMs: now() });
        return { conversation, moved, recipients: await stores.members.presentIds(id) };
      });
      deliveries.announce(done);
      deliveries.send(done.recipients, { name: 'groups:changed', body: { conversation: id } });
    } catch (error) {
      // It came in meanwhile by another way.
      if (!(error instanceof NothingChangedError)) throw error;
    }
  }

  /** @throws RequestError `no-such-group-link`, alike for unknown, revoked and old ones, and those of who runs the group no more */
  async #requireLink(
    { groupLinks, members }: Pick<TransactionStores, 'groupLinks' | 'members'>,
    secret: string,
  ): Promise<StoredGroupLink> {
    const link = await groupLinks.bySecret(hashOf(secret));
    const inviter = link && (await members.find(link.conversationId, link.inviterId));
    if (
      link === undefined ||
      inviter === undefined ||
      link.expiresAtMs <= this.#parts.now() ||
      refusalToManage('group', inviter) !== undefined
    )
      throw new RequestError('no-such-group-link');
    return link;
  }

  async #card(
    accountId: string,
    group: { readonly conversationId: string; readonly title: string },
  ): Promise<GroupCard> {
    const [card] = await this.#groups.cards(accountId, [group]);
    if (card === undefined) throw new RequestError('no-such-group');
    return card;
  }

  /** Owner and admins of a group. */
  async #adminIds(id: string): Promise<string[]> {
    const members = await this.#parts.database.members.of(id);
    return members
      .filter(({ leftSeq, role }) => leftSeq === undefined && role !== 'member')
      .map(({ accountId }) => accountId);
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
