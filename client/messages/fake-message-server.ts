// A server with one conversation in memory, and the way to it driven by hand: for tests of what happens to notices and answers on it.
import type { ChangesPage, ConversationState, Message } from '../../protocol/messages/model.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RequestInput, RequestOutput } from '../../protocol/requests.ts';
import { planPage } from '../../messages/plan-page.ts';
import { movedMarker, unreadPart } from '../../messages/unread-part.ts';
import { CallError } from '../link/call-error.ts';
import { MemoryMessageStore } from './message-store.ts';
import { MessageSync } from './message-sync.ts';
import type { Request } from './ports.ts';

/** Few, so that a client asks for several. */
const messagesPerPage = 3;
/** Turns of promises in which a client has done whatever waits for no time. */
const turns = 300;
/** By then every try that is put off has come. */
const longMs = 60_000;

interface Timer {
  readonly atMs: number;
  readonly work: () => void;
}

interface Answer {
  readonly arrive: () => void;
  readonly lose: () => void;
}

export class FakeMessageServer {
  readonly conversation = 'conversation';
  readonly sync: MessageSync;
  readonly #ownId: string;
  readonly #messages = new Map<number, Message>();
  #change = 1;
  #cursor = 1;
  #readSeq = 0;
  #connected = false;
  #notices: Notice[] = [];
  /** Answers on their way. */
  #answers: Answer[] = [];
  /** Whether answers come at once. */
  #isQuick = false;
  #timers: Timer[] = [];
  #elapsedMs = 0;
  #drawn = 0;

  constructor(ownId: string) {
    this.#ownId = ownId;
    this.sync = new MessageSync({
      accountId: ownId,
      store: new MemoryMessageStore(),
      // The names of the table are known to the one who asks.
      request: ((name: string, input: unknown) => this.#request(name, input)) as Request,
      later: (ms, work) => this.#later(ms, work),
      random: () => 0.5,
      drawClientId: () => this.#drawClientId(),
      onChanged: () => undefined,
    });
  }

  /** In order of `seq`. */
  messages(): Message[] {
    return [...this.#messages.values()].sort((one, other) => one.seq - other.seq);
  }

  unread(): number {
    const { fromSeq } = unreadPart({ readSeq: this.#readSeq, joinedSeq: 1, lastSeq: this.#messages.size });
    return this.messages().filter(
      ({ seq, senderId, recalled }) => seq >= fromSeq && senderId !== this.#ownId && recalled !== true,
    ).length;
  }

  /** A message of another device or member. */
  write(senderId: string): void {
    this.#store(senderId, this.#drawClientId(), 'written');
  }

  edit(at: number): void {
    const message = this.#messages.get((at % Math.max(1, this.#messages.size)) + 1);
    if (message !== undefined && message.recalled !== true)
      this.#put({ ...message, text: `${message.text}|edited`, editedAtMs: 1 });
  }

  recall(at: number): void {
    const message = this.#messages.get((at % Math.max(1, this.#messages.size)) + 1);
    if (message !== undefined) this.#put({ ...message, text: '', recalled: true });
  }

  /** Another device of the account read up to a message. */
  read(at: number): void {
    const place = { readSeq: this.#readSeq, joinedSeq: 1, lastSeq: this.#messages.size };
    const moved = movedMarker(place, at % (this.#messages.size + 2));
    if (moved === this.#readSeq) return;
    this.#readSeq = moved;
    this.#cursor += 1;
    this.#notify({ name: 'conversations:changed', body: { cursor: this.#cursor, state: this.#state() } });
  }

  /** Loses the next notice. */
  drop(): void {
    this.#notices.shift();
  }

  double(): void {
    if (this.#notices[0] !== undefined) this.#notices.push(this.#notices[0]);
  }

  /** Lets the next notice come last. */
  swap(): void {
    const first = this.#notices.shift();
    if (first !== undefined) this.#notices.push(first);
  }

  async deliver(): Promise<void> {
    const notice = this.#notices.shift();
    if (notice !== undefined) this.sync.handleNotice(notice);
    await settled();
  }

  /** The oldest answer arrives. */
  async answer(): Promise<void> {
    this.#answers.shift()?.arrive();
    await settled();
  }

  break(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#notices = [];
    // What was asked is done; the client does not hear of it.
    for (const { lose } of this.#answers.splice(0)) lose();
    this.sync.disconnected();
  }

  async connect(): Promise<void> {
    if (this.#connected) return;
    this.#connected = true;
    this.sync.connected();
    await settled();
  }

  async wait(ms: number): Promise<void> {
    await settled();
    const untilMs = this.#elapsedMs + ms;
    for (;;) {
      const [next] = this.#timers.toSorted((one, other) => one.atMs - other.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#elapsedMs = next.atMs;
      next.work();
      await settled();
    }
    this.#elapsedMs = untilMs;
  }

  /** The connection stands, and nothing is lost on it any more: one last message or read marker arrives, and then it is quiet. */
  async settle(last: 'message' | 'marker'): Promise<void> {
    this.#isQuick = true;
    await this.connect();
    while (this.#answers.length > 0) await this.answer();
    this.write('other');
    if (last === 'marker') {
      // The marker alone has to show that a message is missing.
      this.#notices.pop();
      this.read(this.#messages.size);
    }
    await this.#deliverAll();
  }

  /** After `settle`: a message and a read marker arrive. A marker that was lost before is shown missing by the next one alone. */
  async settleMarkers(): Promise<void> {
    this.write('other');
    this.read(this.#messages.size);
    await this.#deliverAll();
  }

  async #deliverAll(): Promise<void> {
    await this.wait(longMs);
    while (this.#notices.length > 0) await this.deliver();
    await this.wait(longMs);
  }

  #drawClientId(): string {
    this.#drawn += 1;
    return this.#drawn.toString(16).padStart(32, '0');
  }

  #later(ms: number, work: () => void): () => void {
    const timer = { atMs: this.#elapsedMs + ms, work };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((each) => each !== timer));
  }

  #notify(notice: Notice): void {
    if (this.#connected) this.#notices.push(structuredClone(notice));
  }

  #put(message: Message): Message {
    this.#change += 1;
    const stored = { ...message, change: this.#change };
    this.#messages.set(message.seq, stored);
    const { conversation } = this;
    this.#notify({
      name: 'conversation:changed',
      body: { conversation, change: stored.change, message: stored },
    });
    return stored;
  }

  #store(senderId: string, clientId: string, text: string): Message {
    const seq = this.#messages.size + 1;
    if (senderId === this.#ownId) this.#readSeq = seq;
    return this.#put({ seq, change: 0, senderId, clientId, text, sentAtMs: seq });
  }

  async #request(name: string, input: unknown): Promise<unknown> {
    if (!this.#connected) throw new CallError('connection-lost');
    const value = this.#work(name, input);
    if (!this.#isQuick)
      await new Promise<void>((arrive, reject) => {
        this.#answers.push({ arrive, lose: () => reject(new CallError('connection-lost')) });
      });
    return value;
  }

  #work(name: string, input: unknown): unknown {
    if (name === 'message:send') return this.#answerSend(input as RequestInput<'message:send'>);
    if (name === 'message:changes') return this.#page((input as RequestInput<'message:changes'>).after);
    return this.#answerSync(input as RequestInput<'conversations:sync'>);
  }

  #answerSend({ clientId, text }: RequestInput<'message:send'>): RequestOutput<'message:send'> {
    const known = this.messages().find((message) => message.clientId === clientId);
    const { seq, change, sentAtMs } = known ?? this.#store(this.#ownId, clientId, text);
    return { seq, change, atMs: sentAtMs };
  }

  #answerSync({ cursor, known }: RequestInput<'conversations:sync'>): RequestOutput<'conversations:sync'> {
    const after = known[0]?.[1] ?? 0;
    const isNews = this.#cursor > cursor || this.#change > after;
    return {
      cursor: Math.max(cursor, this.#cursor),
      more: false,
      conversations: isNews ? [this.#state()] : [],
      pages: this.#change > after ? [this.#page(after)] : [],
    };
  }

  #page(after: number): ChangesPage {
    const changed = this.messages()
      .filter(({ change }) => change > after)
      .sort((one, other) => one.change - other.change)
      .slice(0, messagesPerPage);
    const limits = { messages: messagesPerPage, members: 10, bytes: 10_000 };
    const { change, more, messages } = planPage(this.#change, changed, [], limits);
    const page = { conversation: this.conversation, change, more, reset: false, members: [] };
    return { ...page, messages: [...messages] };
  }

  #state(): ConversationState {
    return {
      conversation: this.conversation,
      kind: 'group',
      present: true,
      change: this.#change,
      lastSeq: this.#messages.size,
      joinedSeq: 1,
      readSeq: this.#readSeq,
      unread: this.unread(),
      mentions: 0,
      activeAtMs: this.#messages.size,
      event: this.#cursor,
      deliveredSeq: this.#readSeq,
      others: { deliveredSeq: 0, readSeq: 0 },
      pinned: false,
      archived: false,
      markedUnread: false,
    };
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
}
