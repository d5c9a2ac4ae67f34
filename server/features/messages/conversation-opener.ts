// Opens conversations: the one of two accounts, and groups.
import { randomBytes } from 'node:crypto';
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { refusalToAdd } from '../../../messages/refusals.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import { DuplicateError } from '../../../sql/database-errors.ts';
import type { GroupDoors } from './groups/group-doors.ts';
import { mayAdd } from './groups/may-add.ts';
import { type Actor, type MessagesParts, newMember, refuse, requireAccounts } from './messages-parts.ts';

interface OpenerParts extends MessagesParts {
  readonly doors: Pick<GroupDoors, 'invite' | 'requireFewOpen'>;
}

/** Every method may throw RequestError `database-unavailable` or `too-often`. */
export class ConversationOpener {
  readonly #parts: OpenerParts;

  constructor(parts: OpenerParts) {
    this.#parts = parts;
  }

  /**
   * The one conversation of two accounts, or of one with itself.
   * @throws RequestError `no-such-account`
   */
  async openDirect(actor: Actor, otherId: string): Promise<ConversationState> {
    const { database, reader } = this.#parts;
    const accountIds = [...new Set([actor.accountId, otherId])].sort();
    await requireAccounts(database, accountIds);
    const directKey = accountIds.join(':');
    const found = await database.conversations.byDirectKey(directKey);
    if (found !== undefined) {
      await this.#show(actor, found.id);
      return reader.stateOf(actor.accountId, found.id);
    }
    const conversation = this.#newConversation({ kind: 'direct', title: undefined, directKey });
    try {
      await this.#found(actor, conversation, accountIds, [actor.accountId]);
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      // The other one opened it at the same moment.
      return this.openDirect(actor, otherId);
    }
    return reader.stateOf(actor.accountId, conversation.id);
  }

  /** Contacts are in it from the beginning, others are invited. @throws RequestError `no-such-account`, `group-full` */
  async createGroup(
    actor: Actor,
    { title, accountIds }: RequestInput<'conversation:create-group'>,
  ): Promise<ConversationState> {
    const all = [...new Set([actor.accountId, ...accountIds])];
    const founder = {
      accountId: actor.accountId,
      role: 'owner',
      leftSeq: undefined,
      hasWritten: false,
    } as const;
    refuse(refusalToAdd('group', founder, 0, all.length));
    await requireAccounts(this.#parts.database, all);
    const conversation = this.#newConversation({ kind: 'group', title, directKey: undefined });
    const others = all.filter((accountId) => accountId !== actor.accountId);
    const known = await mayAdd(this.#parts.database, actor.accountId, others);
    const founders = [actor.accountId, ...known];
    const asked = others.filter((accountId) => !known.includes(accountId));
    await this.#parts.doors.requireFewOpen(actor.accountId, asked.length);
    await this.#found(actor, conversation, founders, founders);
    await this.#parts.doors.invite(actor, conversation.id, asked);
    return this.#parts.reader.stateOf(actor.accountId, conversation.id);
  }

  /** @param seenBy the accounts that see the conversation at once */
  async #found(
    actor: Actor,
    conversation: StoredConversation,
    accountIds: readonly string[],
    seenBy: readonly string[],
  ): Promise<void> {
    const { database, deliveries, now } = this.#parts;
    deliveries.spend(actor, seenBy.length);
    const members = await database.transaction(async (stores) => {
      await stores.conversations.insert(conversation);
      const cursors = await stores.accountCursors.count(seenBy);
      const founded = accountIds.map((accountId) => {
        const isOwner = conversation.kind === 'group' && accountId === actor.accountId;
        return newMember(
          conversation,
          accountId,
          isOwner ? 'owner' : 'member',
          cursors.get(accountId) ?? 0,
          now(),
        );
      });
      await stores.members.put(founded);
      return founded;
    });
    deliveries.announce({
      conversation,
      moved: members.filter(({ eventNumber }) => eventNumber > 0),
      recipients: [],
    });
  }

  /** Lets the account see a conversation that its other member opened and has not written in. */
  async #show(actor: Actor, id: string): Promise<void> {
    const { database, deliveries, reader } = this.#parts;
    const { accountId } = actor;
    if ((await database.members.find(id, accountId))?.eventNumber !== 0) return;
    const cursor = await database.transaction(async (stores) => {
      const eventNumber = await stores.accountCursors.countOne(accountId);
      await stores.members.change(id, accountId, { eventNumber });
      return eventNumber;
    });
    const state = await reader.stateOf(accountId, id);
    deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
  }

  #newConversation(kind: Pick<StoredConversation, 'kind' | 'title' | 'directKey'>): StoredConversation {
    const id = randomBytes(16).toString('base64url');
    return { id, ...kind, lastSeq: 0, lastChange: 1, activeAtMs: this.#parts.now() };
  }
}
