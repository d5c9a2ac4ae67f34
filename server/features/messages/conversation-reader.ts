// Reads what an account may see of its conversations. Outside of transactions, so that nothing that is written waits for it.
import { RequestError } from '../../../protocol/error-codes.ts';
import {
  changesBehindMax,
  changesPerPageMax,
  editsMax,
  historyPageMax,
  membershipsPerSyncMax,
  membersPerPageMax,
  pageMaxBytes,
  pagesPerSyncMax,
  pinsMax,
  unreadMax,
} from '../../../protocol/messages/message-limits.ts';
import type { ChangesPage, ConversationState, Message } from '../../../protocol/messages/model.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import { asSeen } from '../../../messages/as-seen.ts';
import { fitEnd, planPage } from '../../../messages/plan-page.ts';
import { unreadPart } from '../../../messages/unread-part.ts';
import { visiblePart } from '../../../messages/visible-part.ts';
import type { StoredConversation } from '../../../sql/conversation-store.ts';
import type { Database } from '../../../sql/database.ts';
import type { StoredMember } from '../../../sql/member-store.ts';
import type { StoredMessage } from '../../../sql/message-store.ts';
import { requireMessage } from './require-message.ts';
import { hideDropped, nothingCounted, type SeenMessage, toMember, toMessage, toState } from './views.ts';

/** A conversation with the membership of the account that asks. */
export interface OwnConversation {
  readonly conversation: StoredConversation;
  readonly member: StoredMember;
}

/** Above every change: messages are asked for however late they changed. */
const anyChange = Number.MAX_SAFE_INTEGER;

/** What a membership takes in an answer, in bytes of JSON. */
const memberBytes = 300;

export type ReaderStores = Pick<
  Database,
  'conversations' | 'members' | 'messages' | 'messageVersions' | 'attachments' | 'undelivered'
>;

/** The accounts whose receipts an account is not told: those that block it or want theirs told to no account. */
export type SilentFor = (accountId: string) => Promise<readonly string[]>;

/** Every method may throw RequestError `database-unavailable`. */
export class ConversationReader {
  readonly #stores: ReaderStores;
  readonly #silentFor: SilentFor;

  constructor(stores: ReaderStores, silentFor: SilentFor) {
    this.#stores = stores;
    this.#silentFor = silentFor;
  }

  /** @throws RequestError `no-such-conversation`, alike for unknown ids and for those that the account was never in */
  async require(accountId: string, conversationId: string): Promise<OwnConversation> {
    // In this order: what the membership says then holds for all of the conversation that was read.
    const conversation = await this.#stores.conversations.byId(conversationId);
    const member = await this.#stores.members.find(conversationId, accountId);
    if (conversation === undefined || member === undefined || member.eventNumber === 0)
      throw new RequestError('no-such-conversation');
    return { conversation, member };
  }

  /** @throws RequestError `no-such-conversation` */
  async stateOf(accountId: string, conversationId: string): Promise<ConversationState> {
    const [state] = await this.statesOf(accountId, [await this.require(accountId, conversationId)]);
    if (state === undefined) throw new RequestError('no-such-conversation');
    return state;
  }

  /**
   * What changed after a change that the client knows.
   * @throws RequestError `no-such-conversation`
   */
  async changes(accountId: string, conversationId: string, after: number): Promise<ChangesPage> {
    return this.#pageOf(await this.require(accountId, conversationId), after, pageMaxBytes);
  }

  /**
   * The last messages before a `seq`, or of all, in order; or those around a `seq`.
   * @throws RequestError `no-such-conversation`
   */
  async history(
    accountId: string,
    { conversation: conversationId, before, around }: RequestInput<'message:history'>,
  ): Promise<RequestOutput<'message:history'>> {
    const own = await this.require(accountId, conversationId);
    const { messages } = this.#stores;
    const part = { conversationId, ...visiblePart(own.conversation, own.member), upToChange: anyChange };
    const end = around ?? (before === undefined ? part.toSeq : before - 1);
    const count = around === undefined ? historyPageMax : historyPageMax / 2;
    const older = await messages.last({ ...part, toSeq: Math.min(part.toSeq, end) }, count);
    const newer =
      around === undefined
        ? []
        : await messages.first({ ...part, fromSeq: Math.max(part.fromSeq, around + 1) }, count);
    const page = await this.views(await this.seen(own, [...older, ...newer]));
    const keptFromSeq = own.conversation.retention?.keptFromSeq ?? 1;
    return { messages: page, more: (page[0]?.seq ?? 0) > Math.max(part.fromSeq, keptFromSeq) };
  }

  /**
   * Pinned messages, the one that was pinned last first.
   * @throws RequestError `no-such-conversation`
   */
  async pins(accountId: string, conversationId: string): Promise<Message[]> {
    const own = await this.require(accountId, conversationId);
    const range = { conversationId, ...visiblePart(own.conversation, own.member), upToChange: anyChange };
    const pinned = await this.seen(own, await this.#stores.messages.pinned(range, pinsMax));
    return this.views(pinned.filter(({ details }) => details.pinnedChange !== undefined));
  }

  /**
   * What a message said before.
   * @throws RequestError `no-such-conversation` or `no-such-message`
   */
  async edits(
    accountId: string,
    conversationId: string,
    seq: number,
  ): Promise<RequestOutput<'message:edits'>> {
    const own = await this.require(accountId, conversationId);
    await requireMessage(this.#stores, own, seq);
    const { upToChange } = visiblePart(own.conversation, own.member);
    const versions = await this.#stores.messageVersions.of(conversationId, seq, upToChange, editsMax);
    return { versions: versions.map(({ text, writtenAtMs }) => ({ text, writtenAtMs })) };
  }

  /** Messages as their reader sees them: who left sees them as they stood then, and who blocks a sender nothing of what it wrote. @param rows of the conversation */
  async seen(
    { conversation, member }: OwnConversation,
    rows: readonly StoredMessage[],
  ): Promise<SeenMessage[]> {
    const { messages, messageVersions, undelivered } = this.#stores;
    if (conversation.kind === 'direct') {
      const all = rows.map(({ seq }) => seq);
      return hideDropped(rows, await undelivered.among(conversation.id, member.accountId, all));
    }
    const { upToChange } = visiblePart(conversation, member);
    const seqs = rows.flatMap(({ seq, change }) => (change > upToChange ? [seq] : []));
    if (member.leftSeq === undefined || seqs.length === 0) return [...rows];
    const earlier = await messageVersions.at(conversation.id, seqs, upToChange);
    const reactions = await messages.reactionsAt(conversation.id, seqs, upToChange);
    return rows.map((row) => asSeen(row, upToChange, earlier.get(row.seq), reactions.get(row.seq) ?? []));
  }

  /** What changed since the client was here; see the request. What it names and the account was never in is left out. */
  async sync(
    accountId: string,
    cursor: number,
    known: readonly (readonly [conversation: string, change: number])[],
  ): Promise<RequestOutput<'conversations:sync'>> {
    const { members } = this.#stores;
    const knownChanges = new Map(known);
    const events = await members.eventsAfter(accountId, cursor, membershipsPerSyncMax);
    const eventIds = new Set(events.map(({ conversationId }) => conversationId));
    const ids = [...new Set([...knownChanges.keys(), ...eventIds])];
    const changed = (await this.own(accountId, ids)).filter(
      ({ conversation, member }) =>
        eventIds.has(conversation.id) ||
        visiblePart(conversation, member).upToChange > (knownChanges.get(conversation.id) ?? 0),
    );
    changed.sort((one, other) => other.conversation.activeAtMs - one.conversation.activeAtMs);
    const conversations = await this.statesOf(accountId, changed);
    return {
      cursor: events.at(-1)?.eventNumber ?? cursor,
      more: events.length >= membershipsPerSyncMax,
      conversations,
      pages: await this.#firstPages(changed, knownChanges),
    };
  }

  /** Conversations of an account among these. */
  async own(accountId: string, ids: readonly string[]): Promise<OwnConversation[]> {
    const conversations = await this.#stores.conversations.byIds(ids);
    const members = new Map(
      (await this.#stores.members.ofAccount(accountId, ids)).map((member) => [member.conversationId, member]),
    );
    return conversations.flatMap((conversation) => {
      const member = members.get(conversation.id);
      return member === undefined || member.eventNumber === 0 ? [] : [{ conversation, member }];
    });
  }

  /** Pages of the first conversations, as many as one answer holds. */
  async #firstPages(
    all: readonly OwnConversation[],
    knownChanges: ReadonlyMap<string, number>,
  ): Promise<ChangesPage[]> {
    const pages: ChangesPage[] = [];
    let bytes = pageMaxBytes;
    for (const own of all.slice(0, pagesPerSyncMax)) {
      const page = await this.#pageOf(own, knownChanges.get(own.conversation.id) ?? 0, bytes);
      bytes -= Buffer.byteLength(JSON.stringify(page.messages)) + memberBytes * page.members.length;
      if (bytes < 0) break;
      pages.push(page);
    }
    return pages;
  }

  /** How an account sees conversations that it is or was in. */
  async statesOf(accountId: string, all: readonly OwnConversation[]): Promise<ConversationState[]> {
    if (all.length === 0) return [];
    const { members, messages } = this.#stores;
    const ids = all.map(({ conversation }) => conversation.id);
    const mentions = await messages.countMentions(accountId, ids, unreadMax);
    const others = await members.furthestOthers(accountId, ids, await this.#silentFor(accountId));
    const states: ConversationState[] = [];
    for (const { conversation, member } of all) {
      const counted = {
        unread: await this.#unreadOf(toState(conversation, member, nothingCounted), accountId),
        mentions: mentions.get(conversation.id) ?? 0,
        others: others.get(conversation.id) ?? nothingCounted.others,
      };
      states.push(toState(conversation, member, counted));
    }
    return states;
  }

  /** Messages with their attachments, as they are sent. @param rows of one conversation */
  async views(rows: readonly SeenMessage[]): Promise<Message[]> {
    const seqs = rows.flatMap(({ seq, details }) => (details.attachmentCount > 0 ? [seq] : []));
    if (seqs.length === 0) return rows.map((row) => toMessage(row));
    const conversationId = rows[0]?.conversationId ?? '';
    const attachments = await this.#stores.attachments.ofMessages(conversationId, seqs);
    return rows.map((row) => toMessage(row, attachments.get(row.seq)));
  }

  /** A conversation that one left has no badge. */
  async #unreadOf(seen: ConversationState, accountId: string): Promise<number> {
    const part = unreadPart(seen);
    if (!seen.present || part.fromSeq > part.toSeq) return 0;
    const range = { conversationId: seen.conversation, ...part };
    return this.#stores.messages.countUnread(range, accountId, unreadMax);
  }

  async #pageOf(own: OwnConversation, after: number, bytes: number): Promise<ChangesPage> {
    const { conversation, member } = own;
    const { members, messages } = this.#stores;
    const part = visiblePart(conversation, member);
    const range = { conversationId: conversation.id, ...part };
    const { upToChange } = part;
    // What changed after a member left has no place among the changes that it sees: it gets the end as it stood.
    const isChangedSince =
      member.leftSeq !== undefined &&
      after < upToChange &&
      (await messages.isChangedAfter({ ...range, upToChange: anyChange }, upToChange));
    if (isChangedSince || upToChange - after > changesBehindMax) {
      const last = await messages.last({ ...range, upToChange: anyChange }, historyPageMax);
      const end = fitEnd(await this.seen(own, last), bytes);
      const present = await members.presentNamed(conversation.id, upToChange);
      return {
        conversation: conversation.id,
        change: upToChange,
        more: false,
        reset: true,
        messages: await this.views(end),
        members: present.map(toMember),
      };
    }
    const page = planPage(
      upToChange,
      await this.seen({ conversation, member }, await messages.changedAfter(range, after, changesPerPageMax)),
      await members.changedBetween(conversation.id, after, upToChange, membersPerPageMax),
      { messages: changesPerPageMax, members: membersPerPageMax, bytes },
    );
    return {
      conversation: conversation.id,
      change: Math.max(after, page.change),
      more: page.more,
      reset: false,
      messages: await this.views(page.messages),
      members: page.members.map(toMember),
    };
  }
}
