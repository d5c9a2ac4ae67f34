// Sends and forwards messages: each time in one transaction, which is on the disk before anything is answered or sent.
import { createHash } from 'node:crypto';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { refusalToWrite } from '../../../messages/refusals.ts';
import { DuplicateError } from '../../../sql/database-errors.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { Database, TransactionStores } from '../../../sql/database.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import { announceMessage, type Newcomer, type Written } from './announce-message.ts';
import type { OwnConversation } from './conversation-reader.ts';
import { refuseMuted } from './groups/refuse-muted.ts';
import { copyDraft, type Draft, draftOf } from './message-drafts.ts';
import { type Actor, type MessagesParts, refuse } from './messages-parts.ts';
import { requireMessage } from './require-message.ts';
import { nothingCounted, toState } from './views.ts';

type Sent = RequestOutput<'message:send'>;

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
  async send(sender: Actor, input: RequestInput<'message:send'>): Promise<Sent> {
    const [sent] = await this.#sendAll(sender, input.conversation, [draftOf(input)]);
    if (sent === undefined) throw new Error('a message was sent without an answer');
    return sent;
  }

  /**
   * Copies messages that the account sees into another conversation, as they are now; they are stored together.
   * @throws RequestError `client-id-reused`, `awaiting-answer`, `no-such-message`, `message-recalled`
   */
  async forward(sender: Actor, input: RequestInput<'message:forward'>): Promise<Sent[]> {
    const { database, reader } = this.#parts;
    const { conversation, seqs, to, clientId } = input;
    const own = await reader.require(sender.accountId, conversation);
    const drafts: Draft[] = [];
    for (const seq of seqs) {
      const [message] = await reader.seen(own, [await requireMessage(database, own, seq)]);
      if (message?.details.event !== undefined) throw new RequestError('no-such-message');
      const attachments = (await database.attachments.ofMessages(conversation, [seq])).get(seq) ?? [];
      const draftId = createHash('sha256').update(`${clientId}\n${seq}`).digest('hex').slice(0, 32);
      if (message !== undefined) drafts.push(copyDraft(message, attachments, to, draftId));
    }
    return this.#sendAll(sender, to, drafts);
  }

  async #sendAll(sender: Actor, conversation: string, drafts: readonly Draft[]): Promise<Sent[]> {
    const { database, reader, deliveries } = this.#parts;
    const earlier = await this.#answersOf(sender, drafts);
    if (earlier !== undefined) return earlier;
    for (const { refusal } of drafts) refuse(refusal);
    const own = await reader.require(sender.accountId, conversation);
    const other = await this.#otherOf(own);
    const { areContacts } = await standing(database, sender.accountId, other);
    refuse(refusalToWrite(own.member, other, areContacts));
    if (!this.#parts.mayWrite(own.conversation, sender.accountId)) throw new RequestError('not-in-meeting');
    const recipients = (await database.members.presentIds(conversation)).length;
    const cost = ({ names }: Draft): number => recipients + (names === 'all' ? recipients : names);
    deliveries.spend(
      sender,
      drafts.reduce((sum, draft) => sum + cost(draft), 0),
    );
    let written: Written[];
    try {
      written = await database.transaction(async (stores) => {
        const stored: Written[] = [];
        for (const draft of drafts) stored.push(await this.#store(stores, sender, conversation, draft));
        return stored;
      });
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      const stored = await this.#answersOf(sender, drafts);
      if (stored === undefined) throw error;
      return stored;
    }
    for (const each of written) await announceMessage(this.#parts, each);
    return written.map(({ message }) => answerOf(message));
  }

  /**
   * What was answered when these were sent before; `undefined` where they were not.
   * @throws RequestError `client-id-reused`
   */
  async #answersOf({ accountId }: Actor, drafts: readonly Draft[]): Promise<Sent[] | undefined> {
    const answers: Sent[] = [];
    for (const { clientId, sentHash } of drafts) {
      const message = await this.#parts.database.messages.byClientId(accountId, clientId);
      if (message === undefined && answers.length === 0) return undefined;
      if (message?.sentHash !== sentHash) throw new RequestError('client-id-reused');
      answers.push(answerOf(message));
    }
    return answers;
  }

  /** Part of the transaction of `#sendAll`; what was looked at before may have changed meanwhile. */
  async #store(
    stores: TransactionStores,
    { accountId }: Actor,
    conversationId: string,
    { clientId, sentHash, text, attachments, details: plan }: Draft,
  ): Promise<Written> {
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
      details: await plan(stores, { conversation, member }, present),
    };
    await stores.messages.insert(message);
    await stores.attachments.hold(conversationId, seq, attachments);
    if (other !== undefined && isBlocked) await stores.undelivered.add(conversationId, seq, other.accountId);
    const newcomer =
      other?.eventNumber === 0 && !isBlocked ? await reveal(stores, message, conversation, other) : undefined;
    await stores.members.noteWritten(conversationId, accountId, seq);
    return { message, recipients: present.filter((id) => !isBlocked || id !== other?.accountId), newcomer };
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

const answerOf = ({ seq, sentChange, sentAtMs }: StoredMessage): Sent => ({
  seq,
  change: sentChange,
  atMs: sentAtMs,
});
