// One WebSocket of the signalling, as small as it can be while nobody says anything. Made by the socket door.
import { WebSocket } from 'ws';
import type { ErrorAnswer } from '../../protocol/error-codes.ts';
import { signallingFrameMaxBytes } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { Reply } from '../../protocol/signalling.ts';
import type { Wire } from './connections.ts';
import type { Pinged } from './ping-round.ts';
import { SocketBudget } from './socket-budget.ts';
import {
  connectedFrame,
  farewellFrame,
  noticesFrame,
  openFrame,
  type Packet,
  pingFrame,
  readPacket,
  refusedFrame,
  replyFrame,
} from './socket-packets.ts';

/** How often a line is asked whether it stands; whoever has not said a word by the next time is gone. */
export const pingIntervalMs = 5000;
/** What the client is told to wait beyond that for the server's word. */
const pingTimeoutMs = 5000;
/** How long a socket may stay without a valid handshake. */
const handshakeTimeoutMs = 5000;
/** Waiting for one window; the largest answer has some 160 kB. Copies and framing included it stays below 1 MB of memory. */
const unreadMaxBytes = 384 * 1024;
/** Two seconds of drawing by a whole room: beyond this a window is not sent what it can be told of later. */
const behindBytes = 64 * 1024;
/**
 * WebSocket close codes of a window that was closed. A broken line has none, and a client that gives up a line it holds for
 * broken closes without a code (1005): its word may arrive late, when the line is back.
 */
const farewellCodes: ReadonlySet<number> = new Set([1000, 1001]);
const asText = { binary: false } as const;

/** `left`: the window said that it leaves. `closed`: it was closed, or its page crashed. `broken`: without a word. */
export type Departure = 'left' | 'closed' | 'broken';

/** An event of a client. */
export type LineEvent = Extract<Packet, { kind: 'event' }>;

/** What the door does about a line; the same object for all of them. */
export interface LineListener {
  /** Somebody shows who they are; asked once. Answered by `welcome` or `refuse`. */
  onConnect(line: SocketLine, auth: unknown): void;
  /** Only after `welcome`. */
  onEvent(line: SocketLine, event: LineEvent): void;
  /** Once. */
  onGone(line: SocketLine, departure: Departure): void;
  /** It did not read what it was sent and is cut off. */
  onSlow(waitingBytes: number): void;
  /** It sends more than it may, or goes on beyond its refusals, and is cut off. */
  onExcess(line: SocketLine): void;
}

/** Between `asked` and `welcome` it is found out who it is. */
type LineState = 'opened' | 'asked' | 'refused' | 'welcome' | 'gone';

export class SocketLine implements Wire, Pinged {
  readonly socketId: string;
  /** The client's, in the form in which it is counted. */
  readonly address: string;
  /** Names the connection beneath (socket-crowd). */
  readonly connectionKey: string;
  /** The address of this machine at which it came in. */
  readonly arrivedAt: string;
  readonly #socket: WebSocket;
  readonly #listener: LineListener;
  readonly #budget: SocketBudget;
  #state: LineState = 'opened';
  #wasHeard = true;
  #deadline: NodeJS.Timeout | undefined;

  /**
   * @param from whose it is, the connection beneath, and where that came in
   * @param allowance how many times as much as the protocol says it may send
   */
  constructor(
    socketId: string,
    socket: WebSocket,
    from: { readonly address: string; readonly connectionKey: string; readonly arrivedAt: string },
    listener: LineListener,
    allowance: number,
  ) {
    this.socketId = socketId;
    this.address = from.address;
    this.connectionKey = from.connectionKey;
    this.arrivedAt = from.arrivedAt;
    this.#socket = socket;
    this.#listener = listener;
    this.#budget = new SocketBudget(allowance);
    this.#deadline = setTimeout(() => this.#cut(), handshakeTimeoutMs);
    socket.on('message', (data: Buffer, isBinary) => {
      if (this.#mayTake(data.length)) this.#take(isBinary ? '' : data.toString());
    });
    // The library answers these by itself.
    for (const name of ['ping', 'pong'] as const) socket.on(name, (data) => void this.#mayTake(data.length));
    socket.on('close', (code) => this.#go(farewellCodes.has(code) ? 'closed' : 'broken'));
    // Its close follows.
    socket.on('error', () => undefined);
    this.write(
      openFrame({
        sid: socketId,
        pingInterval: pingIntervalMs,
        pingTimeout: pingTimeoutMs,
        maxPayload: signallingFrameMaxBytes,
      }),
    );
  }

  /** Whether nobody is at the other end any more. */
  get gone(): boolean {
    return this.#state === 'gone';
  }

  get behind(): boolean {
    return this.#socket.bufferedAmount > behindBytes;
  }

  /** Lets in who has shown who they are. */
  welcome(): void {
    this.#state = 'welcome';
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
    this.write(connectedFrame(this.socketId));
  }

  /** Says why not; the client closes, or its time runs out. */
  refuse(answer: ErrorAnswer): void {
    this.#state = 'refused';
    this.write(refusedFrame(answer));
  }

  reply(id: number, reply: Reply<unknown>): void {
    this.write(replyFrame(id, reply));
  }

  notify(notice: Notice): void {
    this.write(noticesFrame([notice]));
  }

  /** Says that a request was refused for what it is; who goes on regardless is cut off. */
  countRefusal(): void {
    if (!this.#budget.countRefusal(performance.now())) this.#exceed();
  }

  /** Sends a whole frame. Who leaves more than `unreadMaxBytes` unread is cut off; the window may come back. */
  write(frame: string | Buffer): void {
    const socket = this.#socket;
    if (socket.readyState !== WebSocket.OPEN) return;
    socket.send(frame, asText);
    const waitingBytes = socket.bufferedAmount;
    if (waitingBytes <= unreadMaxBytes) return;
    this.#listener.onSlow(waitingBytes);
    socket.terminate();
  }

  ping(): void {
    if (!this.#wasHeard) return this.#cut();
    this.#wasHeard = false;
    this.write(pingFrame);
  }

  close(): void {
    this.write(farewellFrame);
    this.#socket.close();
    this.#go('broken');
  }

  #mayTake(bytes: number): boolean {
    if (this.#state === 'gone') return false;
    if (this.#budget.takeFrame(bytes, performance.now())) return true;
    this.#exceed();
    return false;
  }

  #exceed(): void {
    if (this.#state === 'gone') return;
    this.#listener.onExcess(this);
    this.#cut();
  }

  #take(frame: string): void {
    if (this.#state === 'gone') return;
    this.#wasHeard = true;
    const packet = readPacket(frame);
    if (packet?.kind === 'pong') return;
    if (packet?.kind === 'leave') return this.#leave();
    if (packet?.kind === 'connect' && this.#state === 'opened') {
      this.#state = 'asked';
      return this.#listener.onConnect(this, packet.auth);
    }
    if (packet?.kind === 'event' && this.#state === 'welcome') return this.#listener.onEvent(this, packet);
    // Nothing that a client of this server says.
    this.#socket.close();
    this.#go('broken');
  }

  #leave(): void {
    this.#socket.close();
    this.#go('left');
  }

  #cut(): void {
    this.#socket.terminate();
    this.#go('broken');
  }

  #go(departure: Departure): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    clearTimeout(this.#deadline);
    this.#listener.onGone(this, departure);
  }
}
