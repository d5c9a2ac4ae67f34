// Sends, edits and recalls messages: each in one transaction, which is on the disk before anything is answered or sent.
import { createHash } from 'node:crypto';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { ConversationState } from '../../../protocol/messages/model.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import {
  refusalToEdit,
  refusalToNameAll,
  refusalToRecall,
  refusalToWrite,
} from '../../../messages/refusals.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import { DuplicateError } from '../../../sql/database-errors.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { Database, TransactionStores } from '../../../sql/database.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import { type MessageDetails, plainDetails } from '../../../sql/message-details.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import type { OwnConversation } from './conversation-reader.ts';
import { refuseMuted } from './groups/refuse-muted.ts';
import { type Actor, type MessagesParts, refuse } from './messages-parts.ts';
import { nothingCounted, toState } from './views.ts';

interface Written {
  readonly message: StoredMessage;
  /** The members that are sent it. */
  readonly recipients: readonly string[];
  /** The other member of a direct conversation, who sees it for the first time by this message. */
  readonly newcomer?: Newcomer | undefined;
}

interface Newcomer {
  readonly accountId: string;
  readonly cursor: number;
  readonly state: ConversationState;
}

export interface MessageWriterParts extends MessagesParts {
  /** Whether an account may write in a conversation, as far as that belongs to a meeting. */
  readonly mayWrite: (conversation: StoredConversation, accountId: string) => boolean;
}

/** Every method may throw RequestError `database-unavailable`, `too-often`, `no-such-conversation` or `conversation-left`. */
export class MessageWriter {
  readonly #parts: MessageWriterParts;

  constructor(parts: MessageWriterParts) {
    this.#parts = parts;
  }

  /**
   * Stores a message, once however often it is sent. It costs one for each member that is sent it, and one for each whom it names.
   * @throws RequestError `client-id-reused`, `awaiting-answer`, `no-such-message` of the one that it answers, `no-such-attachment`,
   *   `not-a-group` or `not-group-admin` where it names all members
   */
  async send(sender: Actor, input: RequestInput<'message:send'>): Promise<RequestOutput<'message:send'>> {
    const { database, reader, deliveries } = this.#parts;
    const sentHash = hashOf(input);
    const earlier = await database.messages.byClientId(sender.accountId, input.clientId);
    if (earlier !== undefined) return answerAgain(earlier, sentHash);
    const own = await reader.require(sender.accountId, input.conversation);
    const other = await this.#otherOf(own);
    const { areContacts } = await standing(database, sender.accountId, other);
    refuse(refusalToWrite(own.member, other, areContacts));
    if (!this.#parts.mayWrite(own.conversation, sender.accountId)) throw new RequestError('not-in-meeting');
    const recipients = (await database.members.presentIds(input.conversation)).length;
    const named = input.everyone === true ? recipients : (input.mentions?.length ?? 0);
    deliveries.spend(sender, recipients + named);
    let written: Written;
    try {
      written = await database.transaction((stores) => this.#store(stores, sender, input, sentHash));
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      const stored = await database.messages.byClientId(sender.accountId, input.clientId);
      if (stored === undefined) throw error;
      return answerAgain(stored, sentHash);
    }
    await this.#announce(written);
    const { seq, change, sentAtMs } = written.message;
    return { seq, change, atMs: sentAtMs };
  }

  /**
   * Gives a message another text; the same text again changes nothing.
   * @throws RequestError `no-such-message`, `not-your-message`, `message-recalled`
   */
  async edit(sender: Actor, { conversation, seq, text }: RequestInput<'message:edit'>): Promise<number> {
    return this.#change(sender, conversation, seq, ({ member }, message) => {
      refuse(refusalToEdit(member, message));
      return message.text === text ? undefined : { ...message, text, editedAtMs: this.#parts.now() };
    });
  }

  /**
   * Takes the text of a message away; again it changes nothing.
   * @throws RequestError `no-such-message`, `not-your-message`
   */
  async recall(sender: Actor, { conversation, seq }: RequestInput<'message:recall'>): Promise<number> {
    return this.#change(sender, conversation, seq, (own, message) => {
      refuse(refusalToRecall(own.conversation.kind, own.member, message));
      return message.recalled ? undefined : { ...message, text: '', recalled: true, details: plainDetails };
    });
  }

  /** The transaction of `send`; what was looked at before may have changed meanwhile. */
  async #store(
    stores: TransactionStores,
    { accountId }: Actor,
    input: RequestInput<'message:send'>,
    sentHash: string,
  ): Promise<Written> {
    const { conversation: conversationId, clientId, text, attachments = [] } = input;
    const sentAtMs = this.#parts.now();
    const conversation = await stores.conversations.count(conversationId, sentAtMs);
    const member = await stores.members.find(conversationId, accountId);
    if (conversation === undefined || member === undefined) throw new RequestError('no-such-conversation');
    const isDirect = conversation.kind === 'direct';
    const other = isDirect ? otherMember(await stores.members.of(conversationId), accountId) : undefined;
    const { areContacts, isBlocked } = await standing(stores, accountId, other);
    refuse(refusalToWrite(member, other, areContacts));
    await refuseMuted(stores, member, sentAtMs);
    const { lastSeq: seq, lastChange: change } = conversation;
    const present = await stores.members.presentIds(conversationId);
    const details = await detailsOf(stores, { conversation, member }, input, present);
    const message = {
      conversationId,
      seq,
      change,
      sentChange: change,
      senderId: accountId,
      clientId,
      sentHash,
      text,
      sentAtMs,
      editedAtMs: undefined,
      recalled: false,
      details,
    };
    await stores.messages.insert(message);
    await stores.attachments.hold(conversationId, seq, attachments);
    if (other !== undefined && isBlocked) await stores.undelivered.add(conversationId, seq, other.accountId);
    const newcomer =
      other?.eventNumber === 0 && !isBlocked ? await reveal(stores, message, conversation, other) : undefined;
    await stores.members.noteWritten(conversationId, accountId, seq);
    return { message, recipients: present.filter((id) => !isBlocked || id !== other?.accountId), newcomer };
  }

  /** @param plan what the message becomes, or `undefined` where it stays; throws what is refused @returns the message's change */
  async #change(
    sender: Actor,
    conversationId: string,
    seq: number,
    plan: (own: OwnConversation, message: StoredMessage) => StoredMessage | undefined,
  ): Promise<number> {
    const { database, reader, deliveries } = this.#parts;
    const own = await reader.require(sender.accountId, conversationId);
    const before = await requireMessage(database, own, seq);
    if (plan(own, before) === undefined) return before.change;
    deliveries.spend(sender, (await database.members.presentIds(conversationId)).length);
    const written = await database.transaction(async (stores): Promise<Written> => {
      const conversation = await stores.conversations.count(conversationId);
      const member = await stores.members.find(conversationId, sender.accountId);
      if (conversation === undefined || member === undefined) throw new RequestError('no-such-conversation');
      const now = { conversation, member };
      const current = await requireMessage(stores, now, seq);
      // Done meanwhile from another device: stored once more, so that the change that was counted is one.
      const message = { ...(plan(now, current) ?? current), change: conversation.lastChange };
      await stores.messages.update(message);
      if (message.recalled) await stores.attachments.release(conversationId, seq);
      const hidden = await stores.undelivered.of(conversationId, seq);
      const present = await stores.members.presentIds(conversationId);
      return { message, recipients: present.filter((id) => !hidden.includes(id)) };
    });
    await this.#announce(written);
    return written.message.change;
  }

  async #announce({ message, recipients, newcomer }: Written): Promise<void> {
    const { deliveries, reader } = this.#parts;
    if (newcomer !== undefined) {
      const { accountId, cursor, state } = newcomer;
      deliveries.send([accountId], { name: 'conversations:changed', body: { cursor, state } });
    }
    const { conversationId: conversation, change } = message;
    // It is stored: without its view the members are sent that it is there.
    const [view] = await reader.views([message]).catch(() => []);
    deliveries.send(recipients, {
      name: 'conversation:changed',
      body: { conversation, change, ...(view !== undefined && { message: view }) },
    });
  }

  async #otherOf({ conversation, member }: OwnConversation): Promise<StoredMember | undefined> {
    if (conversation.kind !== 'direct') return undefined;
    return otherMember(await this.#parts.database.members.of(conversation.id), member.accountId);
  }
}

/** How the sender stands with the other member of a direct conversation; asked the same whether it is blocked or not. */
async function standing(
  { contacts }: Pick<Database, 'contacts'>,
  senderId: string,
  other: StoredMember | undefined,
): Promise<{ readonly areContacts: boolean; readonly isBlocked: boolean }> {
  if (other === undefined) return { areContacts: false, isBlocked: false };
  return {
    areContacts: await contacts.areContacts(senderId, other.accountId),
    isBlocked: await contacts.isBlocked(other.accountId, senderId),
  };
}

function otherMember(members: readonly StoredMember[], accountId: string): StoredMember | undefined {
  return members.find((member) => member.accountId !== accountId);
}

/** From now on the member sees the conversation among its own. */
async function reveal(
  { accountCursors, members }: TransactionStores,
  { details }: StoredMessage,
  conversation: StoredConversation,
  member: StoredMember,
): Promise<Newcomer> {
  const { accountId } = member;
  const cursor = await accountCursors.countOne(accountId);
  await members.change(conversation.id, accountId, { eventNumber: cursor });
  const mentions = details.mentions.includes(accountId) ? 1 : 0;
  const shown = { ...member, eventNumber: cursor };
  return {
    accountId,
    cursor,
    state: toState(conversation, shown, { ...nothingCounted, unread: 1, mentions }),
  };
}

/** @throws RequestError `no-such-message`, alike for those that there are not and those that the member may not see */
async function requireMessage(
  { messages, undelivered }: Pick<Database, 'messages' | 'undelivered'>,
  { conversation, member }: OwnConversation,
  seq: number,
): Promise<StoredMessage> {
  const { fromSeq, toSeq } = visiblePart(conversation, member);
  const message = seq < fromSeq || seq > toSeq ? undefined : await messages.bySeq(conversation.id, seq);
  const isHidden =
    conversation.kind === 'direct' && (await undelivered.of(conversation.id, seq)).includes(member.accountId);
  if (message === undefined || isHidden) throw new RequestError('no-such-message');
  return message;
}

function answerAgain(message: StoredMessage, sentHash: string): RequestOutput<'message:send'> {
  if (message.sentHash !== sentHash) throw new RequestError('client-id-reused');
  return { seq: message.seq, change: message.sentChange, atMs: message.sentAtMs };
}

/**
 * What a message has besides its text, as far as it may.
 * @param presentIds members that are there: no others are named
 */
async function detailsOf(
  stores: TransactionStores,
  own: OwnConversation,
  { replyTo, mentions = [], everyone = false, attachments = [] }: RequestInput<'message:send'>,
  presentIds: readonly string[],
): Promise<MessageDetails> {
  const { conversation, member } = own;
  if (everyone) refuse(refusalToNameAll(conversation.kind, member));
  if (replyTo !== undefined) await requireMessage(stores, own, replyTo);
  const usable = await stores.attachments.usableBy(member.accountId, attachments);
  if (usable.length < attachments.length) throw new RequestError('no-such-attachment');
  const isNamed = (accountId: string): boolean =>
    accountId !== member.accountId && (everyone || mentions.includes(accountId));
  return {
    ...plainDetails,
    replyTo,
    everyone,
    mentions: presentIds.filter(isNamed).sort(),
    attachmentCount: attachments.length,
  };
}

/** Tells the same message in the same conversation from others, also when it was edited or recalled since. */
function hashOf({ clientId: _, conversation, text, ...more }: RequestInput<'message:send'>): string {
  const { replyTo, mentions = [], everyone = false, attachments = [] } = more;
  const hash = createHash('sha256').update(`${conversation}\n${text}`);
  const isPlain = replyTo === undefined && mentions.length + attachments.length === 0 && !everyone;
  // No text holds this character.
  if (!isPlain) hash.update(`\0${JSON.stringify([replyTo, mentions, everyone, attachments])}`);
  return hash.digest('hex');
}
