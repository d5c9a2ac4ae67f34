// The transport of everything in a meeting: socket.io on the HTTP server. Opens sockets with tickets, brings requests to dispatch, notices breaks.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as Engine, type Socket as EngineSocket } from 'engine.io';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { Decoder, Encoder } from 'socket.io-parser';
import type { WebSocket } from 'ws';
import { type ErrorAnswer, errorTable, RequestError } from '../../protocol/error-codes.ts';
import { signallingFrameMaxBytes } from '../../protocol/limits.ts';
import type { Notice } from '../../protocol/notices.ts';
import { type Reply, noticeBatch } from '../../protocol/connection/signalling.ts';
import { laneOf } from './answer-lane.ts';
import { Connection } from './connections.ts';
import { accountRoom } from './outbox.ts';
import { type Dispatch, toErrorAnswer } from '../dispatch/dispatch.ts';
import type { AccountCaller, SocketCaller } from '../dispatch/handler.ts';
import type { KnownNames } from './host-names.ts';
import { BoundedWebSockets } from './bounded-websockets.ts';
import { type ClientOrigin, ClientSocket, type ClientSocketListener } from './client-socket.ts';
import { openWebSocket } from './open-websocket.ts';
import { keyOf, type ConnectionLimiter } from './connection-limiter.ts';
import { asConnectError, readHandshake, refusalOf, refuseUpgrade } from './socket-refusals.ts';
import { plainAddress, type TrustedProxies } from '../addresses/trusted-proxies.ts';

/** How often a client is asked whether it is there. */
const pingIntervalMs = 5000;
/**
 * How long its answer may take, and how long beyond the interval a client waits for the server's question. A process may stand still
 * for as long, which is not its clients' fault.
 */
const pingTimeoutMs = 15_000;
/** How long a socket may stay without a valid handshake. */
const handshakeTimeoutMs = 5000;
/** People leave, and sockets of windows that are gone are noticed within this time. */
const crowdedRetryMs = 10_000;

export interface SocketDoorParts {
  readonly httpServer: HttpServer;
  /** Names under which requests may come. */
  readonly names: KnownNames;
  readonly dispatch: Dispatch;
  /** Who a ticket was drawn for; each can be shown once. */
  readonly redeemTicket: (ticket: string, address: string) => Promise<AccountCaller | undefined>;
  /** Whether another window of an account may open a socket. */
  readonly hasRoomFor: (caller: SocketCaller) => boolean;
  /** A socket is open; its requests come after this. */
  readonly onOpen: (connection: Connection) => void;
  /** A socket is gone: `closedCleanly` when the window closed it, otherwise the connection broke. */
  readonly onGone: (connection: Connection, closedCleanly: boolean) => void;
  /** Tells who asks. */
  readonly proxies: TrustedProxies;
  /** Counts connections; tells whether one may stay. */
  readonly crowd: Pick<ConnectionLimiter, 'belongsTo' | 'signedIn'>;
  /** A window did not read what it was sent, or sent more than it may, and was cut off. */
  readonly onCut: (reason: 'slow' | 'excess') => void;
  /** How many times as much as the protocol says a socket may send. */
  readonly allowance: number;
  readonly log: Logger;
}

export interface SocketTransport {
  /**
   * Writes notices to many sockets in one message, encoding it once.
   * @param to ids of sockets, or rooms of them by name (`accountRoom`); none reaches none
   * @param except ids of sockets that do not get it
   */
  broadcast(to: string[], notices: readonly Notice[], except?: string[]): void;
  /** Closes every socket; one that does not answer is cut off a second later. */
  close(): void;
}

interface SocketData {
  /** Set by the handshake. */
  caller: SocketCaller;
  survivesReload: boolean;
}
type Events = Record<string, (...args: unknown[]) => void>;
type SocketServer = Server<Events, Events, Events, SocketData>;
type ServerSocket = Socket<Events, Events, Events, SocketData>;

/** Requests and notices are text: a packet that announces binary parts ends its socket. */
class TextOnlyDecoder extends Decoder {
  constructor() {
    super({ maxAttachments: 0 });
  }
}

/** Takes over the upgrades of an HTTP server. Never throws: what a client does wrong is answered to it, or ends its socket. */
export function openSocketTransport(parts: SocketDoorParts): SocketTransport {
  const transport = new OpenTransport(parts);
  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void =>
    transport.upgrade(request, stream, head);
  parts.httpServer.on('upgrade', onUpgrade);
  return {
    broadcast: (to, notices, except) => transport.broadcast(to, notices, except),
    close: () => {
      parts.httpServer.off('upgrade', onUpgrade);
      transport.close();
    },
  };
}

class OpenTransport implements ClientSocketListener {
  readonly #parts: SocketDoorParts;
  readonly #engine = new Engine({
    transports: ['websocket'],
    allowUpgrades: false,
    perMessageDeflate: false,
    maxHttpBufferSize: signallingFrameMaxBytes,
    pingInterval: pingIntervalMs,
    pingTimeout: pingTimeoutMs,
    wsEngine: BoundedWebSockets,
  });
  readonly #server: SocketServer = new Server<Events, Events, Events, SocketData>({
    serveClient: false,
    connectTimeout: handshakeTimeoutMs,
    parser: { Encoder, Decoder: TextOnlyDecoder },
  });
  /** Whose the requests are that are being answered with a WebSocket. */
  readonly #arriving = new WeakMap<IncomingMessage, ClientOrigin>();
  readonly #clients = new Map<EngineSocket, ClientSocket>();

  constructor(parts: SocketDoorParts) {
    this.#parts = parts;
    this.#server.bind(this.#engine);
    this.#engine.on('connection', (raw: EngineSocket) => this.#guard(raw));
    this.#server.use((socket, next) => {
      const { log } = parts;
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(asConnectError(toErrorAnswer(error, log))),
      );
    });
    this.#server.on('connection', (socket) => this.#serve(socket));
  }

  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { names, proxies, crowd } = this.#parts;
    const status = refusalOf(request, names, proxies.schemeOf(request));
    if (status !== undefined) return refuseUpgrade(stream, status);
    const { remoteAddress, remotePort, localAddress } = request.socket;
    const address = proxies.clientOf(request);
    const connectionKey = keyOf(remoteAddress, remotePort);
    if (!crowd.belongsTo(connectionKey, address)) return void stream.destroy();
    this.#arriving.set(request, { address, connectionKey, arrivedAt: plainAddress(localAddress ?? '') });
    openWebSocket(this.#engine, request, stream, head);
  }

  broadcast(to: string[], notices: readonly Notice[], except: string[] = []): void {
    const [only, ...others] = notices;
    // For socket.io no recipient means every socket there is.
    if (only === undefined || to.length === 0) return;
    const recipients = this.#server.to(to).except(except);
    if (others.length === 0) recipients.emit(only.name, only.body);
    else recipients.emit(noticeBatch, notices);
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  #guard(raw: EngineSocket): void {
    const { request } = raw;
    const from = this.#arriving.get(request);
    const webSocket = webSocketOf(request);
    // Upstream's advice: it is several times as large as what is kept for as long as the socket stands.
    Object.assign(raw, { request: null });
    if (from === undefined) return raw.close(true);
    this.#clients.set(raw, new ClientSocket(raw, webSocket, from, this, this.#parts.allowance));
    raw.on('close', () => this.#clients.delete(raw));
  }

  onSlow(waitingBytes: number): void {
    this.#parts.log.info({ waitingBytes }, 'a window that does not read was cut off');
    this.#parts.onCut('slow');
  }

  onExcess({ accountId, origin: { address } }: ClientSocket): void {
    this.#parts.log.warn({ account: accountId, address }, 'a socket asked on and on and was cut off');
    this.#parts.onCut('excess');
  }

  /** Notes who opens a socket. @throws RequestError for a handshake that is refused */
  async #admit(socket: ServerSocket): Promise<void> {
    const { redeemTicket, crowd, hasRoomFor } = this.#parts;
    const client = this.#clients.get(socket.conn);
    if (client?.ask() !== true) {
      socket.conn.close();
      throw new RequestError('bad-request');
    }
    const { ticket, clientId, survivesReload = false } = readHandshake(socket.handshake.auth);
    const account = await redeemTicket(ticket, client.origin.address);
    if (account === undefined) throw new RequestError('ticket-invalid');
    if (client.gone) return;
    if (!crowd.signedIn(client.origin.connectionKey))
      throw new RequestError('too-often', { retryAfterMs: crowdedRetryMs });
    const caller: SocketCaller = { ...account, clientId, arrivedAt: client.origin.arrivedAt };
    if (!hasRoomFor(caller)) throw new RequestError('too-many-connections');
    Object.assign(socket.data, { caller, survivesReload });
  }

  #serve(socket: ServerSocket): void {
    const client = this.#clients.get(socket.conn);
    if (client === undefined) return void socket.disconnect(true);
    void socket.join(accountRoom(socket.data.caller.accountId));
    const connection = new Connection(socket.data.caller, client);
    client.welcome(socket);
    socket.onAny((name: unknown, ...args: unknown[]) => this.#take(connection, client, name, args));
    socket.on('disconnect', (reason) => this.#end(connection, client, socket, reason));
    this.#parts.onOpen(connection);
  }

  /** @param args of the event: the input, if any, and last the acknowledgement, if one is wanted */
  #take(connection: Connection, client: ClientSocket, name: unknown, args: readonly unknown[]): void {
    const acknowledge = args.at(-1);
    if (client.gone || typeof acknowledge !== 'function') return;
    const input = args.length > 1 ? args[0] : undefined;
    const { caller } = connection;
    const visitor = { transport: 'socket' as const, address: caller.address, identify: async () => caller };
    const answer = (reply: Reply<unknown>): void => {
      acknowledge(reply);
      if (!reply.ok && isCallersFault(reply.error)) client.countRefusal();
    };
    const taken = connection.enqueue(laneOf(name), async () => {
      const outcome = await this.#parts.dispatch(visitor, name, input);
      answer(outcome.reply);
      if (outcome.close) connection.end();
    });
    if (!taken) answer({ ok: false, error: { code: 'too-often', retryAfterMs: 1000 } });
  }

  #end(connection: Connection, client: ClientSocket, socket: ServerSocket, reason: string): void {
    const departure = client.departureOf(reason);
    // A browser closes the socket of a page that crashed as it closes that of one that was left.
    const closedCleanly = departure === 'left' || (departure === 'closed' && !socket.data.survivesReload);
    this.#parts.onGone(connection, closedCleanly);
    connection.closed = true;
    // socket.io keeps the connection of a client that left, for other namespaces; there are none.
    client.close();
  }
}

/** engine.io notes it at the request that it answered. */
function webSocketOf(request: IncomingMessage): WebSocket {
  return (request as IncomingMessage & { readonly websocket: WebSocket }).websocket;
}

/** What the server cannot do for now is not held against those who ask it. */
function isCallersFault({ code }: ErrorAnswer): boolean {
  return errorTable[code].status < 500;
}
