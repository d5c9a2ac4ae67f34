// The door for everything in a meeting: opens sockets with tickets, brings requests to dispatch, notices breaks.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { type ErrorAnswer, errorTable, RequestError } from '../../protocol/error-codes.ts';
import { protocolVersion, signallingFrameMaxBytes } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import { type Handshake, handshakeSchema, type Reply } from '../../protocol/signalling.ts';
import { Connection } from './connections.ts';
import { type Dispatch, toErrorAnswer } from '../dispatch/dispatch.ts';
import type { AccountCaller, SocketCaller } from '../dispatch/handler.ts';
import { isKnownHost, isSameOrigin, type KnownNames } from './host-names.ts';
import { PingRound } from './ping-round.ts';
import {
  type Departure,
  type LineEvent,
  type LineListener,
  pingIntervalMs,
  SocketLine,
} from './socket-line.ts';
import { keyOf, type SocketCrowd } from './socket-crowd.ts';
import { noticesFrame } from './socket-packets.ts';
import { plainAddress, type TrustedProxies } from '../addresses/trusted-proxies.ts';

/** Where socket.io's client looks for a server. */
const path = '/socket.io/';
/** A WebSocket that is closed waits for the other side's word; one that does not say it is cut off after this. */
const closeTimeoutMs = 1000;
/** Browsers cut what a signalling frame may hold into a few parts at most; the library itself bears 16,384, which is 2 MB. */
const fragmentsMax = 64;
/** A frame of 64 KB comes in 120 packets of the smallest usual size. Each that waits costs about 1 kB, and the library bears 262,144. */
const chunksMax = 512;
/** People leave, and sockets of windows that are gone are noticed within this time. */
const crowdedRetryMs = 10_000;

export interface SocketDoorParts {
  readonly httpServer: HttpServer;
  /** Names under which requests may come. */
  readonly names: KnownNames;
  readonly dispatch: Dispatch;
  /** Who a ticket was drawn for; each can be shown once. */
  readonly redeemTicket: (ticket: string, address: string) => Promise<AccountCaller | undefined>;
  /** A socket is open; its requests come after this. `returning` is what the handshake says. */
  readonly onOpen: (connection: Connection, returning: boolean) => void;
  /** A socket is gone: `farewell` when the window closed it, otherwise the line broke. */
  readonly onGone: (connection: Connection, farewell: boolean) => void;
  /** Tells who asks. */
  readonly proxies: TrustedProxies;
  /** Counts connections; tells whether one may stay. */
  readonly crowd: Pick<SocketCrowd, 'belongsTo' | 'signedIn'>;
  /** A window did not read what it was sent, or sent more than it may, and was cut off. */
  readonly onCut: (reason: 'slow' | 'excess') => void;
  /** How many times as much as the protocol says a socket may send. */
  readonly allowance: number;
  readonly log: Logger;
}

export interface SocketDoor {
  /** Writes notices to many sockets in one message, encoding it once. */
  broadcast(socketIds: string[], notices: readonly Notice[]): void;
  /** Closes the door and every socket; what does not answer that is cut off a second later. */
  close(): void;
}

/** Who came in on a line. */
interface Guest {
  readonly connection: Connection;
  readonly outlivesPage: boolean;
}

export function openSocketDoor(parts: SocketDoorParts): SocketDoor {
  const door = new OpenDoor(parts);
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: signallingFrameMaxBytes,
    maxFragments: fragmentsMax,
    maxBufferedChunks: chunksMax,
    closeTimeout: closeTimeoutMs,
  };
  const sockets = new WebSocketServer(options);
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const status = refusalOf(request, parts.names, parts.proxies.schemeOf(request));
    if (status !== undefined) return refuseUpgrade(stream, status);
    // What is kept for as long as the socket stands must not hold on to the request: it is ten times as large.
    const { remoteAddress, remotePort, localAddress } = request.socket;
    const from = {
      address: parts.proxies.clientOf(request),
      connectionKey: keyOf(remoteAddress, remotePort),
      arrivedAt: plainAddress(localAddress ?? ''),
    };
    if (!parts.crowd.belongsTo(from.connectionKey, from.address)) return void stream.destroy();
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const id = randomBytes(15).toString('base64url');
      door.add(new SocketLine(id, socket, from, door, parts.allowance));
    });
  };
  parts.httpServer.on('upgrade', onUpgrade);
  return {
    broadcast: (socketIds, notices) => door.broadcast(socketIds, notices),
    close: () => {
      parts.httpServer.off('upgrade', onUpgrade);
      door.close();
    },
  };
}

class OpenDoor implements LineListener {
  readonly #parts: SocketDoorParts;
  readonly #pings = new PingRound(pingIntervalMs);
  /** By socket id. */
  readonly #lines = new Map<string, SocketLine>();
  /** Those of them on which somebody came in. */
  readonly #guests = new Map<SocketLine, Guest>();

  constructor(parts: SocketDoorParts) {
    this.#parts = parts;
  }

  add(line: SocketLine): void {
    this.#lines.set(line.socketId, line);
    this.#pings.add(line);
  }

  broadcast(socketIds: readonly string[], notices: readonly Notice[]): void {
    const frame = Buffer.from(noticesFrame(notices));
    for (const id of socketIds) this.#lines.get(id)?.write(frame);
  }

  close(): void {
    this.#pings.close();
    for (const line of this.#lines.values()) line.close();
  }

  onConnect(line: SocketLine, auth: unknown): void {
    void this.#admit(line, auth).catch((error: unknown) =>
      line.refuse(toErrorAnswer(error, this.#parts.log)),
    );
  }

  onEvent(line: SocketLine, { id, name, input }: LineEvent): void {
    const connection = this.#guests.get(line)?.connection;
    if (connection === undefined || id === undefined) return;
    const { caller } = connection;
    const visitor = { door: 'socket' as const, address: caller.address, identify: async () => caller };
    const answer = (reply: Reply<unknown>): void => {
      line.reply(id, reply);
      if (!reply.ok && isCallersFault(reply.error)) line.countRefusal();
    };
    const taken = connection.enqueue(async () => {
      const outcome = await this.#parts.dispatch(visitor, name, input);
      answer(outcome.reply);
      if (outcome.close) connection.end();
    });
    if (!taken) answer({ ok: false, error: { code: 'too-often', retryAfterMs: 1000 } });
  }

  onGone(line: SocketLine, departure: Departure): void {
    this.#lines.delete(line.socketId);
    this.#pings.remove(line);
    const guest = this.#guests.get(line);
    if (guest === undefined) return;
    this.#guests.delete(line);
    // A browser closes the socket of a page that crashed as it closes that of one that was left.
    const farewell = departure === 'left' || (departure === 'closed' && !guest.outlivesPage);
    this.#parts.onGone(guest.connection, farewell);
    guest.connection.closed = true;
  }

  onSlow(waitingBytes: number): void {
    this.#parts.log.info({ waitingBytes }, 'a window that does not read was cut off');
    this.#parts.onCut('slow');
  }

  onExcess(line: SocketLine): void {
    const account = this.#guests.get(line)?.connection.caller.accountId;
    this.#parts.log.warn({ account, address: line.address }, 'a socket asked on and on and was cut off');
    this.#parts.onCut('excess');
  }

  /** Lets somebody in. @throws RequestError for a handshake that is refused */
  async #admit(line: SocketLine, auth: unknown): Promise<void> {
    const { redeemTicket, crowd, onOpen } = this.#parts;
    const { ticket, clientId, outlivesPage = false, returning = false } = readHandshake(auth);
    const account = await redeemTicket(ticket, line.address);
    if (account === undefined) throw new RequestError('ticket-invalid');
    if (line.gone) return;
    if (!crowd.signedIn(line.connectionKey))
      throw new RequestError('too-often', { retryAfterMs: crowdedRetryMs });
    const caller: SocketCaller = { ...account, clientId, arrivedAt: line.arrivedAt };
    const connection = new Connection(caller, line);
    this.#guests.set(line, { connection, outlivesPage });
    line.welcome();
    onOpen(connection, returning);
  }
}

/** What the server cannot do for now is not held against those who ask it. */
function isCallersFault({ code }: ErrorAnswer): boolean {
  return errorTable[code].status < 500;
}

/** Version first, so that an old client is told so whatever else has changed. @throws RequestError */
function readHandshake(auth: unknown): Handshake {
  const version: unknown = (auth as Partial<Handshake>).protocolVersion;
  if (version !== undefined && version !== protocolVersion) throw new RequestError('version-mismatch');
  const handshake = handshakeSchema.safeParse(auth);
  if (!handshake.success) throw new RequestError('bad-request');
  return handshake.data;
}

/** Why a request for a socket is refused, as HTTP's status line has it; `undefined` when it is one of a client of ours. */
function refusalOf(
  request: IncomingMessage,
  names: KnownNames,
  scheme: 'https' | 'http' | undefined,
): string | undefined {
  const url = URL.canParse(request.url ?? '', 'ws://any')
    ? new URL(request.url ?? '', 'ws://any')
    : undefined;
  if (url?.pathname !== path) return '404 Not Found';
  const { searchParams } = url;
  const isFresh = searchParams.get('transport') === 'websocket' && !searchParams.has('sid');
  if (searchParams.get('EIO') !== '4' || !isFresh) return '400 Bad Request';
  const { host, origin } = request.headers;
  const { localAddress, localPort } = request.socket;
  const arrival = { host, localAddress, localPort, isTls: 'encrypted' in request.socket };
  if (!isKnownHost(arrival, names)) return '421 Misdirected Request';
  // Browsers name the page that opens a socket: only pages of this server may. Other programs name none.
  return isSameOrigin(origin, arrival, scheme) ? undefined : '403 Forbidden';
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
}
