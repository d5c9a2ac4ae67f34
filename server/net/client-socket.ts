// One client's connection as the socket transport guards it: what it may send, what may wait for it, and how it went. Made by the socket transport.
import type { EventEmitter } from 'node:events';
import type { Socket as EngineSocket } from 'engine.io';
import type { WebSocket } from 'ws';
import type { Notice } from '../../protocol/notices.ts';
import type { NoticeSocket } from './connections.ts';
import type { SocketCaller } from '../dispatch/handler.ts';
import { SocketBudget } from './socket-budget.ts';
import { closeTimeoutMs } from './bounded-websockets.ts';

/** Waiting for one window; the largest answer has some 160 kB. Copies and framing included it stays below 1 MB of memory. */
const unreadMaxBytes = 384 * 1024;
/** Two seconds of drawing by a whole room: beyond this a window is not sent what can be sent later. */
const behindBytes = 64 * 1024;
/**
 * WebSocket close codes of a window that was closed. A broken line has none, and a client that gives up a line it holds for
 * broken closes without a code (1005): its word may arrive late, when the line is back.
 */
const cleanCloseCodes: ReadonlySet<number> = new Set([1000, 1001]);

/** `left`: the window said that it leaves. `closed`: it was closed, or its page crashed. `broken`: without a word. */
export type Departure = 'left' | 'closed' | 'broken';

/** What engine.io makes of a WebSocket. */
export type RawSocket = EventEmitter & Pick<EngineSocket, 'close' | 'readyState'>;

/** Whose a connection is. */
export interface ClientOrigin {
  /** The client's, in the form in which it is counted. */
  readonly address: string;
  /** Names the connection beneath (connection-limiter). */
  readonly connectionKey: string;
  /** The address of this machine at which it came in. */
  readonly arrivedAt: string;
}

/** What the transport does about a client; the same object for all of them. */
export interface ClientSocketListener {
  /** It did not read what it was sent and is cut off. */
  onSlow(waitingBytes: number): void;
  /** It sends more than it may, or goes on beyond its refusals, and is cut off. */
  onExcess(client: ClientSocket): void;
}

/** What engine.io is about to send. */
interface Packet {
  readonly data?: unknown;
}

/** What socket.io makes of the connection once its handshake was accepted. */
export interface SignedInSocket {
  readonly id: string;
  readonly data: { readonly caller: SocketCaller };
  emit(name: string, body: unknown): unknown;
  disconnect(close: boolean): unknown;
}

/** One WebSocket of a client, from its opening on: what it may send, and how far it is behind with reading. */
export class ClientSocket implements NoticeSocket {
  readonly origin: ClientOrigin;
  readonly #raw: RawSocket;
  readonly #webSocket: EventEmitter & Pick<WebSocket, 'bufferedAmount' | 'terminate'>;
  readonly #listener: ClientSocketListener;
  readonly #budget: SocketBudget;
  #asked = false;
  #cutOff = false;
  #socket: SignedInSocket | undefined;
  /** Bytes that engine.io has and the WebSocket has not. */
  #queuedBytes = 0;
  #closeCode: number | undefined;

  /** @param allowance how many times as much as the protocol says it may send */
  constructor(
    raw: RawSocket,
    webSocket: EventEmitter & Pick<WebSocket, 'bufferedAmount' | 'terminate'>,
    origin: ClientOrigin,
    listener: ClientSocketListener,
    allowance: number,
  ) {
    this.origin = origin;
    this.#raw = raw;
    this.#webSocket = webSocket;
    this.#listener = listener;
    this.#budget = new SocketBudget(allowance);
    // Before engine.io reads it: what is beyond the budget is not looked at.
    const count = (data: Buffer): void => this.#count(data.length);
    webSocket.prependListener('message', count);
    // The library answers these by itself.
    webSocket.on('ping', count).on('pong', count);
    webSocket.prependListener('close', (code: number) => (this.#closeCode = code));
    raw.on('packetCreate', (packet: Packet) => this.#queue(packet));
    raw.on('flush', () => (this.#queuedBytes = 0));
  }

  /** Whether nothing is read from it or written to it any more. */
  get gone(): boolean {
    return this.#cutOff || this.#raw.readyState !== 'open';
  }

  /** That signed in on it. */
  get accountId(): string | undefined {
    return this.#socket?.data.caller.accountId;
  }

  /** The id by which socket.io addresses it; empty before it has signed in. */
  get socketId(): string {
    return this.#socket?.id ?? '';
  }

  /** Whether so much waits to be read that notices which can be done without are left out. */
  get behind(): boolean {
    return this.#waitingBytes > behindBytes;
  }

  /** A handshake came. @returns whether it is the first: there is one for each connection */
  ask(): boolean {
    if (this.#asked) return false;
    this.#asked = true;
    return true;
  }

  /** The handshake was accepted. */
  welcome(socket: SignedInSocket): void {
    this.#socket = socket;
  }

  /** Writes a notice to this socket; nothing before it has signed in. Never throws. */
  notify(notice: Notice): void {
    this.#socket?.emit(notice.name, notice.body);
  }

  /** Says that a request was refused for what it is; a client that goes on regardless is cut off. */
  countRefusal(): void {
    if (!this.gone && !this.#budget.countRefusal(performance.now())) this.#exceed();
  }

  /** Says goodbye and closes; a client that does not answer that is cut off a second later. */
  close(): void {
    this.#socket?.disconnect(true);
    this.#raw.close();
    setTimeout(() => this.#webSocket.terminate(), closeTimeoutMs).unref();
  }

  /** @param reason as socket.io names it */
  departureOf(reason: string): Departure {
    if (reason === 'client namespace disconnect') return 'left';
    const closedCleanly = reason === 'transport close' && cleanCloseCodes.has(this.#closeCode ?? 0);
    return closedCleanly ? 'closed' : 'broken';
  }

  get #waitingBytes(): number {
    return this.#queuedBytes + this.#webSocket.bufferedAmount;
  }

  #count(bytes: number): void {
    if (!this.gone && !this.#budget.takeFrame(bytes, performance.now())) this.#exceed();
  }

  #exceed(): void {
    this.#cutOff = true;
    this.#listener.onExcess(this);
    this.#webSocket.terminate();
    // What came with it is not read any more.
    this.#raw.close(true);
  }

  /**
   * A client that leaves more than `unreadMaxBytes` unread is cut off; its window may come back. Its end follows later: what is
   * sent may be of a change of a room, which the end of a connection changes too.
   */
  #queue({ data }: Packet): void {
    if (this.#cutOff) return;
    if (typeof data === 'string') this.#queuedBytes += Buffer.byteLength(data);
    const waitingBytes = this.#waitingBytes;
    if (waitingBytes <= unreadMaxBytes) return;
    this.#cutOff = true;
    this.#listener.onSlow(waitingBytes);
    this.#webSocket.terminate();
  }
}
