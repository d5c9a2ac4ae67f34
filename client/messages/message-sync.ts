// Keeps the conversations of this device equal to the server's: notices are hints, what is missing is asked for.
import { gapWaitMs, knownPerSyncMax, unreadMax } from '../../protocol/messages/message-limits.ts';
import type { ChangesPage, ConversationState, Message } from '../../protocol/messages/model.ts';
import type { Notice, NoticeBody } from '../../protocol/notices.ts';
import type { RequestOutput } from '../../protocol/requests.ts';
import { ConversationLog } from './conversation-log.ts';
import type { MessageExtras, OutgoingMessage } from './message-store.ts';
import { Outbox } from './outbox.ts';
import { planRetry } from './plan-retry.ts';
import type { MessagesPorts } from './ports.ts';

export class MessageSync {
  readonly #ports: MessagesPorts;
  readonly #outbox: Outbox;
  readonly #logs = new Map<string, ConversationLog>();
  #cursor = 0;
  #online = false;
  /** Conversations whose changes are being asked for; `again` when there may be more than the answer on its way has. */
  readonly #catching = new Map<string, { again: boolean }>();
  #syncing = false;
  /** Something happened while a sync was on its way that may not be in its answer. */
  #syncWanted = false;
  #failures = 0;

  constructor(ports: MessagesPorts) {
    this.#ports = ports;
    this.#outbox = new Outbox({ ...ports, onSent: (message, answer) => this.#takeSent(message, answer) });
  }

  /** Takes up what an earlier page kept; before anything else. */
  async start(): Promise<void> {
    const { cursor, logs, outgoing } = await this.#ports.store.load();
    this.#cursor = cursor;
    for (const log of logs) this.#logs.set(log.id, log);
    this.#outbox.restore(outgoing);
  }

  /** Conversations of the account, the most recently active first. */
  logs(): ConversationLog[] {
    return [...this.#logs.values()].sort((one, other) => other.state.activeAtMs - one.state.activeAtMs);
  }

  log(conversation: string): ConversationLog | undefined {
    return this.#logs.get(conversation);
  }

  /** Messages that the server has not confirmed, in the order in which they were written. */
  outgoing(conversation: string): OutgoingMessage[] {
    return this.#outbox.of(conversation);
  }

  unread(conversation: string): number {
    return this.#logs.get(conversation)?.unread(this.#ports.accountId, unreadMax) ?? 0;
  }

  /** Whether everything that this device was notified of is here. */
  get isCurrent(): boolean {
    return this.#online && !this.#syncing && this.#catching.size === 0;
  }

  /** The socket stands, for the first time or again. */
  connected(): void {
    this.#online = true;
    this.#outbox.setOnline(true);
    this.#sync();
    this.#ports.onCurrent?.();
  }

  disconnected(): void {
    this.#online = false;
    this.#outbox.setOnline(false);
    this.#ports.onCurrent?.();
  }

  /** Resolves when the message is saved here; it is sent as soon as it can be. */
  send(conversation: string, text: string, extras?: MessageExtras): Promise<OutgoingMessage> {
    return this.#outbox.add(conversation, text, extras);
  }

  /** Sends a message again that was refused. */
  sendAgain(clientId: string): Promise<void> {
    return this.#outbox.sendAgain(clientId);
  }

  /** Forgets a message that was refused. */
  drop(clientId: string): Promise<void> {
    return this.#outbox.drop(clientId);
  }

  /** The account has read up to a message here; the server is told by `ReadMarkers`. */
  async markRead(conversation: string, seq: number): Promise<void> {
    const log = this.#logs.get(conversation);
    if (log === undefined || seq <= log.state.readSeq) return;
    log.markRead(seq);
    await this.#saved(log);
  }

  /** Takes in a page of history that was asked for when the log had been replaced `resets` times. */
  async takeHistory(
    conversation: string,
    page: RequestOutput<'message:history'>,
    asked: { readonly before: number; readonly resets: number },
  ): Promise<void> {
    const log = this.#logs.get(conversation);
    // Edits that came between the page and the replacement are in neither.
    if (log === undefined || log.resets !== asked.resets) return;
    log.takeHistory(page.messages, page.more, asked.before);
    await this.#saved(log);
  }

  /** Takes in a conversation that this device opened. */
  async takeState(state: ConversationState): Promise<void> {
    await this.#putState(state);
  }

  handleNotice(notice: Notice): void {
    if (notice.name === 'conversation:changed') void this.#takeChange(notice.body);
    else if (notice.name === 'conversations:changed') void this.#takeMembership(notice.body);
    else if (notice.name === 'conversation:received') void this.#takeReceipts(notice.body);
  }

  async #takeChange({ conversation, change, message }: NoticeBody<'conversation:changed'>): Promise<void> {
    const log = this.#logs.get(conversation);
    // One that this device has not heard of: the notice before was lost, or is late.
    if (log === undefined) return this.#syncSoon();
    const place = log.placeOf(change);
    if (place === 'known') return;
    if (place === 'gap' || message === undefined) return this.#catchUpSoon(conversation, change);
    await this.#applyMessage(log, change, message);
  }

  async #takeReceipts({ conversation, ...others }: NoticeBody<'conversation:received'>): Promise<void> {
    const log = this.#logs.get(conversation);
    if (log === undefined) return;
    log.markOthers(others);
    await this.#saved(log);
  }

  async #takeMembership({ cursor, state }: NoticeBody<'conversations:changed'>): Promise<void> {
    if (cursor <= this.#cursor) return;
    if (cursor > this.#cursor + 1) return this.#syncSoon();
    this.#cursor = cursor;
    await this.#putState(state);
    await this.#ports.store.saveCursor(cursor);
  }

  #takeSent(
    { conversation, clientId, text, extras }: OutgoingMessage,
    answer: RequestOutput<'message:send'>,
  ): void {
    const log = this.#logs.get(conversation);
    const { seq, change, atMs } = answer;
    const place = log?.placeOf(change);
    if (log === undefined || place === 'known') return;
    if (place === 'gap' || extras !== undefined) return this.#catchUpSoon(conversation, change);
    const message = { seq, change, senderId: this.#ports.accountId, clientId, text, sentAtMs: atMs };
    void this.#applyMessage(log, change, message);
  }

  async #applyMessage(log: ConversationLog, change: number, message: Message): Promise<void> {
    log.applyMessage(change, message, this.#ports.accountId);
    await this.#outbox.confirm(message.clientId);
    await this.#saved(log);
  }

  async #putState(state: ConversationState): Promise<void> {
    const log = this.#logs.get(state.conversation) ?? new ConversationLog(state);
    this.#logs.set(log.id, log);
    log.setState(state);
    await this.#saved(log);
    if (log.isBehind) this.#catchUp(log.id);
  }

  async #saved(log: ConversationLog): Promise<void> {
    await this.#ports.store.saveLog(log);
    await this.#outbox.settle(log.id, log.change);
    this.#ports.onChanged(log.id);
  }

  /** Notices may overtake each other: what is missing is often just behind. */
  #catchUpSoon(conversation: string, change: number): void {
    this.#ports.later(gapWaitMs, () => {
      if ((this.#logs.get(conversation)?.change ?? change) < change) this.#catchUp(conversation);
    });
  }

  #catchUp(conversation: string): void {
    const running = this.#catching.get(conversation);
    if (running !== undefined) running.again = true;
    if (!this.#online || running !== undefined) return;
    this.#catching.set(conversation, { again: true });
    void this.#askChanges(conversation, 0);
  }

  async #askChanges(conversation: string, failures: number): Promise<void> {
    const { later, random } = this.#ports;
    const catching = this.#catching.get(conversation);
    const log = this.#logs.get(conversation);
    if (log === undefined || catching === undefined) return this.#caughtUp(conversation);
    try {
      while (catching.again) {
        catching.again = false;
        await this.#askPages(log);
      }
      this.#caughtUp(conversation);
    } catch (error) {
      const plan = planRetry(error, failures, random());
      if (plan.kind === 'refused') return this.#caughtUp(conversation);
      catching.again = true;
      later(plan.afterMs, () => {
        // Without a way to the server the next sync finds what is missing.
        if (this.#online) void this.#askChanges(conversation, failures + 1);
        else this.#caughtUp(conversation);
      });
    }
  }

  #caughtUp(conversation: string): void {
    this.#catching.delete(conversation);
    this.#ports.onCurrent?.();
  }

  #synced(): void {
    this.#syncing = false;
    this.#ports.onCurrent?.();
  }

  async #askPages(log: ConversationLog): Promise<void> {
    for (let more = true; more; ) {
      const page = await this.#ports.request('message:changes', { conversation: log.id, after: log.change });
      await this.#takePage(log, page);
      await this.#saved(log);
      more = page.more;
    }
  }

  async #takePage(log: ConversationLog, page: ChangesPage): Promise<void> {
    log.applyPage(page, this.#ports.accountId);
    for (const { clientId } of page.messages) await this.#outbox.confirm(clientId);
  }

  #syncSoon(): void {
    this.#ports.later(gapWaitMs, () => this.#sync());
  }

  #sync(): void {
    this.#syncWanted = true;
    if (!this.#online || this.#syncing) return;
    this.#syncing = true;
    void this.#runSync();
  }

  async #runSync(): Promise<void> {
    const { later, random } = this.#ports;
    try {
      while (this.#syncWanted) {
        this.#syncWanted = false;
        await this.#askSync();
      }
      this.#failures = 0;
      this.#synced();
    } catch (error) {
      const plan = planRetry(error, (this.#failures += 1), random());
      if (plan.kind === 'refused') return this.#synced();
      later(plan.afterMs, () => {
        this.#syncing = false;
        // Without a way to the server the next `connected` begins anew.
        if (this.#online) this.#sync();
      });
    }
  }

  async #askSync(): Promise<void> {
    const known = [...this.#logs.values()].map((log): [string, number] => [log.id, log.change]);
    for (let more = true; more || known.length > 0; ) {
      const answer = await this.#ports.request('conversations:sync', {
        cursor: this.#cursor,
        known: known.splice(0, knownPerSyncMax),
      });
      await this.#takeSync(answer);
      more = answer.more;
    }
  }

  async #takeSync({ cursor, conversations, pages }: RequestOutput<'conversations:sync'>): Promise<void> {
    const { store } = this.#ports;
    for (const state of conversations) {
      const log = this.#logs.get(state.conversation) ?? new ConversationLog(state);
      this.#logs.set(log.id, log);
      log.setState(state);
      const page = pages.find(({ conversation }) => conversation === log.id);
      if (page !== undefined) await this.#takePage(log, page);
      await this.#saved(log);
      if (log.isBehind) this.#catchUp(log.id);
    }
    if (cursor <= this.#cursor) return;
    this.#cursor = cursor;
    await store.saveCursor(cursor);
  }
}
