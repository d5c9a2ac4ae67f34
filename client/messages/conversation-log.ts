// What this device keeps of one conversation: its messages and members, and up to which change it knows them. Pure; held by message-sync.
import type { ChangesPage, ConversationState, Member, Message } from '../../protocol/messages/model.ts';
import { unreadPart } from '../../messages/unread-part.ts';

/** What a notice of a change is to the log: the next one, one that it knows, or one before which others are missing. */
export type NoticePlace = 'next' | 'known' | 'gap';

/** Messages without a hole between them, in order. */
export interface Stretch {
  readonly messages: readonly Message[];
  /** Whether older ones are visible, to be asked for. */
  readonly older: boolean;
  readonly newer: boolean;
}
type Others = ConversationState['others'];

/** What the account sets for itself. */
const ownPart = ({ event, mutedUntilMs, pinned, archived, markedUnread }: ConversationState) => ({
  event,
  mutedUntilMs,
  pinned,
  archived,
  markedUnread,
});

const furthest = (one: Others, other: Others): Others => ({
  deliveredSeq: Math.max(one.deliveredSeq, other.deliveredSeq),
  readSeq: Math.max(one.readSeq, other.readSeq),
});

export class ConversationLog {
  #state: ConversationState;
  #change = 0;
  /** All visible messages from this one on are kept. */
  #fromSeq: number;
  /** No message before this one is visible; unknown until a page of history has said so. */
  #firstSeq: number | undefined;
  /** How often everything kept was replaced. */
  #resets = 0;
  readonly #messages = new Map<number, Message>();
  readonly #members = new Map<string, Member>();

  constructor(state: ConversationState) {
    this.#state = state;
    this.#fromSeq = state.joinedSeq;
  }

  get id(): string {
    return this.#state.conversation;
  }

  /** How the account sees the conversation, as it was told last; counters of what is kept are newer. */
  get state(): ConversationState {
    return this.#state;
  }

  /** Everything up to this change is known. */
  get change(): number {
    return this.#change;
  }

  /** Whether changes are known to be missing. */
  get isBehind(): boolean {
    return this.#change < this.#state.change;
  }

  /** Older visible messages are not kept: they are in the history. */
  get fromSeq(): number {
    return this.#fromSeq;
  }

  /** How often everything kept was replaced: a page of history that was asked for before may lack changes, and is worth nothing. */
  get resets(): number {
    return this.#resets;
  }

  /** Those at the end of the conversation, without pages of history; in order of `seq`. */
  messages(): Message[] {
    return [...this.#messages.values()]
      .filter(({ seq }) => seq >= this.#fromSeq)
      .sort((one, other) => one.seq - other.seq);
  }

  /** A message that is kept, wherever it stands. */
  message(seq: number): Message | undefined {
    return this.#messages.get(seq);
  }

  /**
   * Messages that follow one another without a hole, as their numbers say.
   * @param around a seq that they hold, if it is kept; without it the last kept message
   */
  stretch(around?: number): Stretch {
    const anchor = around !== undefined && this.#messages.has(around) ? around : this.#lastKept();
    const kept: Message[] = [];
    for (let seq = anchor; ; seq -= 1) {
      const message = this.#messages.get(seq);
      if (message === undefined) break;
      kept.push(message);
    }
    kept.reverse();
    for (let seq = anchor + 1; ; seq += 1) {
      const message = this.#messages.get(seq);
      if (message === undefined) break;
      kept.push(message);
    }
    const first = kept[0]?.seq ?? this.#state.lastSeq + 1;
    const last = kept.at(-1)?.seq ?? this.#state.lastSeq;
    return {
      // What a blocked person sent is a number without a message.
      messages: kept.filter(({ dropped }) => dropped !== true),
      older: first > (this.#firstSeq ?? this.#state.joinedSeq),
      newer: last < this.#state.lastSeq,
    };
  }

  members(): Member[] {
    return [...this.#members.values()];
  }

  placeOf(change: number): NoticePlace {
    if (change <= this.#change) return 'known';
    return change === this.#change + 1 ? 'next' : 'gap';
  }

  /** The server said how the account sees the conversation. What it says of an earlier moment takes nothing back. */
  setState(state: ConversationState): void {
    this.markRead(state.readSeq);
    this.#setOwn(state);
    if (state.change < this.#state.change) return;
    const { joinedSeq, keptFromSeq, readSeq, lastSeq, activeAtMs, deliveredSeq, others } = this.#state;
    this.#state = {
      ...state,
      ...ownPart(this.#state),
      readSeq,
      deliveredSeq,
      others,
      lastSeq: Math.max(state.lastSeq, lastSeq),
      activeAtMs: Math.max(state.activeAtMs, activeAtMs),
    };
    // What was said before one left is not visible any more, and what is too old is not kept.
    const fromSeq = Math.max(state.joinedSeq, state.keptFromSeq ?? 1);
    if (fromSeq <= Math.max(joinedSeq, keptFromSeq ?? 1)) return;
    for (const seq of this.#messages.keys()) if (seq < fromSeq) this.#messages.delete(seq);
    this.#fromSeq = Math.max(this.#fromSeq, fromSeq);
  }

  /** What the account set for itself goes by its own counter, and marks of what was received forward only. */
  #setOwn(state: ConversationState): void {
    const kept = this.#state;
    this.#state = {
      ...kept,
      ...(state.event >= kept.event && ownPart(state)),
      deliveredSeq: Math.max(kept.deliveredSeq, state.deliveredSeq),
      others: furthest(kept.others, state.others),
    };
  }

  /** Another member has received and read up to here. */
  markOthers(others: ConversationState['others']): void {
    this.#state = { ...this.#state, others: furthest(this.#state.others, others) };
  }

  /** Takes in the one change that comes next. @param ownId the account that keeps this */
  applyMessage(change: number, message: Message, ownId: string): void {
    this.#put(message, ownId);
    this.#change = change;
  }

  /** Takes in a page of changes that was asked for with what was known; by now more may be. */
  applyPage(page: ChangesPage, ownId: string): void {
    if (page.change <= this.#change) return;
    if (page.reset) {
      this.#resets += 1;
      this.#messages.clear();
      this.#members.clear();
      this.#fromSeq = page.messages[0]?.seq ?? this.#state.lastSeq + 1;
    }
    for (const message of page.messages) this.#put(message, ownId);
    for (const member of page.members) {
      const kept = this.#members.get(member.accountId);
      if (kept === undefined || kept.change <= member.change) this.#members.set(member.accountId, member);
    }
    this.#change = page.change;
  }

  /**
   * Takes in a page of history.
   * @param before the seq that was asked for
   * @param more whether older ones than these are visible
   */
  takeHistory(messages: readonly Message[], more: boolean, before: number): void {
    for (const message of messages) this.#keepNewer(message);
    if (!more) this.#firstSeq = messages[0]?.seq ?? before;
  }

  /** The account has read up to a message, here or on another device. */
  markRead(seq: number): void {
    this.#state = { ...this.#state, readSeq: Math.max(this.#state.readSeq, seq) };
  }

  /** Unread messages, counted up to `max`; where not all of them are kept, as many as the server counted last. */
  unread(ownId: string, max: number): number {
    return this.#countUnread(ownId, max, this.#state.unread, () => true);
  }

  /** Unread messages that name the account, counted as `unread` counts. */
  mentions(ownId: string, max: number): number {
    const isNamed = ({ mentions, everyone }: Message): boolean =>
      everyone === true || mentions?.includes(ownId) === true;
    return this.#countUnread(ownId, max, this.#state.mentions, isNamed);
  }

  /** @param told what the server counted last */
  #countUnread(ownId: string, max: number, told: number, isCounted: (message: Message) => boolean): number {
    if (!this.#state.present) return 0;
    const { fromSeq, toSeq } = unreadPart(this.#state);
    const isUnread = ({ seq, senderId, recalled, event }: Message): boolean =>
      seq >= fromSeq && seq <= toSeq && senderId !== ownId && recalled !== true && event === undefined;
    let count = 0;
    for (const message of this.#messages.values()) if (isUnread(message) && isCounted(message)) count += 1;
    const isWhole = fromSeq >= this.#fromSeq && !this.isBehind;
    return Math.min(max, isWhole ? count : Math.max(count, told));
  }

  #lastKept(): number {
    let last = 0;
    for (const seq of this.#messages.keys()) last = Math.max(last, seq);
    return last;
  }

  /** What was edited or recalled meanwhile stays, in whichever order answers and notices come. */
  #keepNewer(message: Message): boolean {
    const kept = this.#messages.get(message.seq);
    if (kept !== undefined && kept.change >= message.change) return false;
    this.#messages.set(message.seq, message);
    return true;
  }

  #put(message: Message, ownId: string): void {
    const kept = this.#messages.get(message.seq);
    if (!this.#keepNewer(message)) return;
    const { lastSeq, activeAtMs } = this.#state;
    const renamed =
      message.seq > lastSeq && message.event?.kind === 'renamed' ? message.event.title : undefined;
    this.#state = {
      ...this.#state,
      ...(renamed !== undefined && { title: renamed }),
      lastSeq: Math.max(lastSeq, message.seq),
      activeAtMs: Math.max(activeAtMs, message.sentAtMs),
    };
    // Who writes has read what was before; the server holds it so too.
    if (kept === undefined && message.senderId === ownId) this.markRead(message.seq);
  }
}
