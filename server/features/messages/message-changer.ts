// Changes messages that stand: edits, recalls, emoji, pins. Each is one transaction, which is on the disk before it is answered.
import { RequestError } from '../../../protocol/error-codes.ts';
import { editsMax, pinsMax } from '../../../protocol/messages/message-limits.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import { bytesOf } from '../../../messages/plan-page.ts';
import { planReaction } from '../../../messages/plan-reaction.ts';
import { refusalToEdit, refusalToPin, refusalToReact, refusalToRecall } from '../../../messages/refusals.ts';
import type { TransactionStores } from '../../../sql/database.ts';
import { plainDetails } from '../../../sql/message-details.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import { announceMessage, type Written } from './announce-message.ts';
import type { OwnConversation } from './conversation-reader.ts';
import { type Actor, type MessagesParts, refuse } from './messages-parts.ts';
import { requireMessage } from './require-message.ts';

/** How a message is changed. */
interface Change {
  /** What the message becomes, or `undefined` where it stays. @throws what is refused */
  readonly plan: (own: OwnConversation, message: StoredMessage) => StoredMessage | undefined;
  /** Stores what was planned, with the change that was counted for it. @throws what is refused */
  readonly store: (stores: TransactionStores, before: StoredMessage, after: StoredMessage) => Promise<void>;
}

/** What a kilobyte more costs: as much as one notice more. */
const bytesPerCost = 1024;

/**
 * Every method answers the message's change, the latest one where nothing changes. It may throw RequestError `database-unavailable`,
 * `too-often`, `no-such-conversation`, `conversation-left` or `no-such-message`.
 */
export class MessageChanger {
  readonly #parts: MessagesParts;

  constructor(parts: MessagesParts) {
    this.#parts = parts;
  }

  /**
   * Gives a message another text; what it said before stays in its history.
   * @throws RequestError `not-your-message`, `message-recalled`, `edited-too-often`
   */
  edit(sender: Actor, { conversation, seq, text }: RequestInput<'message:edit'>): Promise<number> {
    return this.#change(sender, conversation, seq, {
      plan: ({ member }, message) => {
        refuse(refusalToEdit(member, message));
        return message.text === text ? undefined : { ...message, text, editedAtMs: this.#parts.now() };
      },
      store: async (stores, before, after) => {
        const { messageVersions } = stores;
        const earlier = await messageVersions.of(conversation, seq, after.change, editsMax);
        if (earlier.length >= editsMax) throw new RequestError('edited-too-often');
        const writtenAtMs = before.editedAtMs ?? before.sentAtMs;
        const version = { seq, untilChange: after.change, text: before.text, writtenAtMs };
        if (before.text !== '') await messageVersions.insert(conversation, version);
        await stores.messages.update(after);
      },
    });
  }

  /**
   * Takes away what a message said, with all that belongs to it.
   * @throws RequestError `not-your-message`
   */
  recall(sender: Actor, { conversation, seq }: RequestInput<'message:recall'>): Promise<number> {
    return this.#change(sender, conversation, seq, {
      plan: (own, message) => {
        refuse(refusalToRecall(own.conversation.kind, own.member, message));
        return message.recalled ? undefined : { ...message, text: '', recalled: true, details: plainDetails };
      },
      store: async (stores, _before, after) => {
        await stores.messages.update(after);
        await stores.attachments.release(conversation, seq);
      },
    });
  }

  /**
   * Chooses an emoji for a message, or takes the choice back.
   * @throws RequestError `message-recalled`, `too-many-reactions`
   */
  react(actor: Actor, input: RequestInput<'message:react'>): Promise<number> {
    const { conversation, seq, emoji, chosen } = input;
    return this.#change(actor, conversation, seq, {
      plan: ({ member }, message) => {
        refuse(refusalToReact(member, message));
        const plan = planReaction(message.details.reactions, actor.accountId, emoji, chosen);
        if (plan === 'too-many') throw new RequestError('too-many-reactions');
        if (plan === 'unchanged') return undefined;
        return { ...message, details: { ...message.details, reactions: plan.reactions } };
      },
      store: (stores, _before, after) => stores.messages.react(after, actor.accountId, emoji, chosen),
    });
  }

  /**
   * Pins a message, or takes the pin away.
   * @throws RequestError `not-group-admin`, `message-recalled`, `too-many-pins`
   */
  pin(actor: Actor, { conversation, seq, pinned }: RequestInput<'message:pin'>): Promise<number> {
    return this.#change(actor, conversation, seq, {
      plan: (own, message) => {
        refuse(refusalToPin(own.conversation.kind, own.member, message));
        if ((message.details.pinnedChange !== undefined) === pinned) return undefined;
        // The change that is counted for it is not known yet.
        return { ...message, details: { ...message.details, pinnedChange: pinned ? 0 : undefined } };
      },
      store: async ({ messages }, _before, after) => {
        if (pinned && (await messages.countPinned(conversation)) >= pinsMax)
          throw new RequestError('too-many-pins');
        const pinnedChange = pinned ? after.change : undefined;
        await messages.pin({ ...after, details: { ...after.details, pinnedChange } });
      },
    });
  }

  async #change(actor: Actor, conversationId: string, seq: number, { plan, store }: Change): Promise<number> {
    const { database, reader, deliveries } = this.#parts;
    const own = await reader.require(actor.accountId, conversationId);
    const found = await requireMessage(database, own, seq);
    // A system line tells what happened: no member changes it, neither the one who did it.
    if (found.details.event !== undefined) throw new RequestError('no-such-message');
    const planned = plan(own, found);
    if (planned === undefined) return found.change;
    const recipients = (await database.members.presentIds(conversationId)).length;
    deliveries.spend(actor, recipients * Math.ceil(bytesOf(planned) / bytesPerCost));
    try {
      const written = await database.transaction(async (stores): Promise<Written> => {
        const conversation = await stores.conversations.count(conversationId);
        const member = await stores.members.find(conversationId, actor.accountId);
        if (conversation === undefined || member === undefined)
          throw new RequestError('no-such-conversation');
        const now = { conversation, member };
        const before = await requireMessage(stores, now, seq);
        const after = plan(now, before);
        if (after === undefined) throw new OvertakenError();
        const message = { ...after, change: conversation.lastChange };
        await store(stores, before, message);
        const hidden = await stores.undelivered.of(conversationId, seq);
        const present = await stores.members.presentIds(conversationId);
        return { message, recipients: present.filter((id) => !hidden.includes(id)) };
      });
      await announceMessage(this.#parts, written);
      return written.message.change;
    } catch (error) {
      if (!(error instanceof OvertakenError)) throw error;
      return (await requireMessage(database, own, seq)).change;
    }
  }
}

/** Rolls a transaction back whose change another device made meanwhile. */
class OvertakenError extends Error {}
