// A device without a screen that writes and reads messages: the client's own signalling and sync over a real socket. Its line is cut, its
// notices are dropped and its program is killed as a test likes.
import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { AccountApi } from '../client/link/account-api.ts';
import { CallError } from '../client/link/call-error.ts';
import { Signalling } from '../client/link/signalling.ts';
import { MemoryMessageStore } from '../client/messages/message-store.ts';
import { MessageSync } from '../client/messages/message-sync.ts';
import type { Notice } from '../protocol/notices.ts';
import type { Request } from '../client/messages/ports.ts';

/** Where the line is cut around a request: before it leaves, on its way, while it is worked on, or after its answer came, which is lost. */
export type CutStep = 'before' | 'leaving' | 'working' | 'answered';

export interface Chaos {
  /** The step at which the line is cut at this request; `undefined` for none. */
  readonly cutAt: (name: string) => CutStep | undefined;
  /** Whether this notice is dropped. */
  readonly drops: () => boolean;
}

export const calm: Chaos = { cutAt: () => undefined, drops: () => false };

interface RawWebSocket {
  terminate(): void;
}

export class MessageDevice {
  readonly accountId: string;
  readonly #origin: string;
  readonly #token: string;
  /** As on a disk: it stays when the program is killed. */
  readonly #store = new MemoryMessageStore();
  readonly #clientId = randomBytes(8).toString('hex');
  readonly #timers = new Set<NodeJS.Timeout>();
  chaos: Chaos = calm;
  /** Told every notice that the device takes in. */
  onNotice: (notice: Notice) => void = () => undefined;
  /** Told how long the server took to answer a request, in milliseconds. */
  onAnswered: (name: string, ms: number) => void = () => undefined;
  #sync: MessageSync | undefined;
  #signalling: Signalling | undefined;
  #socket: Socket | undefined;

  constructor(origin: string, account: { readonly accountId: string; readonly token: string }) {
    this.#origin = origin;
    this.#token = account.token;
    this.accountId = account.accountId;
  }

  get sync(): MessageSync {
    if (this.#sync === undefined) throw new Error('the device is off');
    return this.#sync;
  }

  get isOnline(): boolean {
    return this.#signalling?.online ?? false;
  }

  /** Starts the program, which opens its line by itself, and again after each cut. */
  async start(): Promise<void> {
    const sync = new MessageSync({
      accountId: this.accountId,
      store: this.#store,
      request: (name, input) => this.#request(name, input),
      later: (ms, work) => this.#later(ms, work),
      random: Math.random,
      drawClientId: () => randomBytes(16).toString('hex'),
      onChanged: () => undefined,
    });
    await sync.start();
    this.#sync = sync;
    await this.#open(sync);
  }

  /** Kills the program: nothing that it holds in memory is left, no goodbye is said. */
  kill(): void {
    this.cut();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#signalling?.close();
    this.#signalling = undefined;
    this.#sync = undefined;
  }

  /** Cuts the line as a dead network does. */
  cut(): void {
    const engine = this.#socket?.io.engine as unknown as { transport?: { ws?: RawWebSocket } } | undefined;
    engine?.transport?.ws?.terminate();
  }

  /** Asks without any trouble. */
  ask: Request = (name, input) => {
    if (this.#signalling === undefined) throw new CallError('connection-lost');
    return this.#signalling.request(name, input);
  };

  async #open(sync: MessageSync): Promise<void> {
    const api = new AccountApi(this.#origin);
    const signalling = new Signalling({
      origin: this.#origin,
      issueTicket: (signal) => api.issueTicket(this.#token, signal),
      clientId: this.#clientId,
      onNotice: (notice) => {
        if (this.#sync !== sync || this.chaos.drops()) return;
        this.onNotice(notice);
        sync.handleNotice(notice);
      },
      onStatus: (status) => {
        if (this.#sync !== sync) return;
        if (status === 'online') sync.connected();
        else sync.disconnected();
      },
      makeSocket: (origin) => {
        this.#socket = io(origin, {
          transports: ['websocket'],
          autoConnect: false,
          reconnection: false,
          forceNew: true,
        });
        return this.#socket;
      },
    });
    this.#signalling = signalling;
    for (;;) {
      try {
        await signalling.connect();
        if (this.#sync === sync) sync.connected();
        return;
      } catch (error) {
        // The server is down for a moment.
        if (!(error instanceof CallError) || this.#sync !== sync) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  #later(ms: number, work: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  #request: Request = async (name, input) => {
    const step = this.chaos.cutAt(name);
    if (step === 'before') this.cut();
    const answer = this.ask(name, input);
    if (step === 'leaving') this.cut();
    if (step === 'working') setImmediate(() => setImmediate(() => this.cut()));
    const askedMs = performance.now();
    const value = await answer;
    this.onAnswered(name, performance.now() - askedMs);
    if (step !== 'answered') return value;
    this.cut();
    throw new CallError('connection-lost');
  };
}

/** Makes contacts of one account and others, who may then be put into its groups. Devices of one account count once. */
export async function befriend(founder: MessageDevice, others: readonly MessageDevice[]): Promise<void> {
  const byAccount = new Map(others.map((device) => [device.accountId, device]));
  byAccount.delete(founder.accountId);
  for (const [accountId, device] of byAccount) {
    await founder.ask('contact:request', { accountId, word: '' });
    await device.ask('contact:accept', { accountId: founder.accountId });
  }
}
