// The door for everything in a meeting: opens sockets with tickets, brings requests to dispatch, notices breaks.
import type { Server as HttpServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server, type Socket } from 'socket.io';
import { type ErrorAnswer, RequestError } from '../protocol/error-codes.ts';
import { protocolVersion, signallingFrameMaxBytes } from '../protocol/limits.ts';
import type { Notice } from '../protocol/notices.ts';
import { type Handshake, handshakeSchema, type Reply, severalNotices } from '../protocol/signalling.ts';
import { Connection, type Wire } from './connections.ts';
import { boundParts } from './bound-parts.ts';
import { addressOf } from './client-address.ts';
import { type Dispatch, toErrorAnswer } from './dispatch.ts';
import type { AccountCaller, SocketCaller } from './handler.ts';
import { cutWhenSlow, type EngineConnection } from './slow-readers.ts';

/** A lost connection is noticed after at most the sum; shorter costs idle sockets more traffic. */
const pingIntervalMs = 5000;
const pingTimeoutMs = 5000;
/** How long a socket may stay without a valid handshake. */
const handshakeTimeoutMs = 5000;
/** A WebSocket that is closed waits for the other side's word; one that does not say it is cut off after this. */
const closeTimeoutMs = 1000;
/**
 * WebSocket close codes of a window that was closed. A broken line has none, and a client that gives up a line it holds for
 * broken closes without a code (1005): its word may arrive late, when the line is back.
 */
const farewellCodes = new Set([1000, 1001]);

export interface SocketDoorParts {
  readonly httpServer: HttpServer;
  readonly dispatch: Dispatch;
  /** Who a ticket was drawn for; each can be shown once. */
  readonly redeemTicket: (ticket: string, address: string) => Promise<AccountCaller | undefined>;
  /** A socket is open; its requests come after this. */
  readonly onOpen: (connection: Connection) => void;
  /** A socket is gone: `farewell` when the window closed it, otherwise the line broke. */
  readonly onGone: (connection: Connection, farewell: boolean) => void;
  /** Somebody has shown a good ticket on the connection from there. */
  readonly onSignedIn: (remoteAddress: string | undefined, remotePort: number | undefined) => void;
  /** A window did not read what it was sent, and was cut off. */
  readonly onSlowReader: () => void;
  readonly log: Logger;
}

export interface SocketDoor {
  /** Writes notices to many sockets in one message, encoding it once. */
  broadcast(socketIds: string[], notices: readonly Notice[]): void;
  /** Closes the door and every socket. */
  close(): Promise<void>;
}

interface SocketData {
  readonly caller: SocketCaller;
  readonly outlivesPage: boolean;
}
type Events = Record<string, (...args: unknown[]) => void>;
type DoorSocket = Socket<Events, Events, Events, SocketData>;

export function openSocketDoor(parts: SocketDoorParts): SocketDoor {
  const server = new Server<Events, Events, Events, SocketData>(parts.httpServer, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: signallingFrameMaxBytes,
    pingInterval: pingIntervalMs,
    pingTimeout: pingTimeoutMs,
    connectTimeout: handshakeTimeoutMs,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request)),
  });
  boundParts(server.engine, parts.httpServer);
  const farewells = watchFarewells(server);
  server.engine.on('connection', (connection: EngineConnection) => {
    const { socket } = connection.transport;
    connection.once('close', () => void setTimeout(() => socket.terminate(), closeTimeoutMs).unref());
    cutWhenSlow(connection, (waitingBytes) => {
      parts.log.info({ waitingBytes }, 'a window that does not read was cut off');
      parts.onSlowReader();
    });
  });
  server.use((socket, next) => void admit(parts, socket).then(next));
  server.on('connection', (socket) => serve(parts, socket, farewells));
  return {
    broadcast: (socketIds, notices) => {
      const [only, ...others] = notices;
      if (only === undefined) return;
      if (others.length === 0) server.to(socketIds).emit(only.name, only.body);
      else server.to(socketIds).emit(severalNotices, notices);
    },
    close: () => server.close(),
  };
}

/** Notes who opens the socket; resolves with an error for a handshake that is refused. */
async function admit(parts: SocketDoorParts, socket: DoorSocket): Promise<Error | undefined> {
  try {
    Object.assign(socket.data, await identify(parts, socket));
    return undefined;
  } catch (error) {
    return asConnectError(toErrorAnswer(error, parts.log));
  }
}

/** Checks the handshake: version first, so that an old client is told so whatever else has changed. */
async function identify(parts: SocketDoorParts, socket: DoorSocket): Promise<SocketData> {
  const auth: unknown = socket.handshake.auth;
  const version: unknown = (auth as Partial<Handshake>).protocolVersion;
  if (version !== undefined && version !== protocolVersion) throw new RequestError('version-mismatch');
  const handshake = handshakeSchema.safeParse(auth);
  if (!handshake.success) throw new RequestError('bad-request');
  const { ticket, clientId, outlivesPage = false } = handshake.data;
  const account = await parts.redeemTicket(ticket, addressOf(socket.handshake.address));
  if (account === undefined) throw new RequestError('ticket-invalid');
  return { caller: { ...account, clientId }, outlivesPage };
}

function serve(parts: SocketDoorParts, socket: DoorSocket, farewells: WeakSet<object>): void {
  const { caller, outlivesPage } = socket.data;
  const { remoteAddress, remotePort } = socket.request.socket;
  parts.onSignedIn(remoteAddress, remotePort);
  const connection = new Connection(caller, wireOf(socket));
  socket.onAny((name: unknown, ...args: unknown[]) => {
    const reply = args.at(-1);
    if (typeof reply !== 'function') return;
    const answer = (value: Reply<unknown>): void => void reply(value);
    const visitor = { door: 'socket' as const, address: caller.address, identify: async () => caller };
    const taken = connection.enqueue(async () => {
      const outcome = await parts.dispatch(visitor, name, args.length > 1 ? args[0] : undefined);
      answer(outcome.reply);
      if (outcome.close) connection.end();
    });
    if (!taken) answer({ ok: false, error: { code: 'too-often', retryAfterMs: 1000 } });
  });
  socket.on('disconnect', (reason) => {
    // A browser closes the socket of a page that crashed as it closes that of one that was left.
    const isLeft = farewells.has(socket.conn) && !outlivesPage;
    const farewell = reason === 'client namespace disconnect' || isLeft;
    parts.onGone(connection, farewell);
    connection.closed = true;
  });
  parts.onOpen(connection);
}

function wireOf(socket: DoorSocket): Wire {
  return {
    socketId: socket.id,
    notify: (notice) => void socket.emit(notice.name, notice.body),
    close: () => void socket.disconnect(true),
  };
}

/** Collects the connections that said goodbye, before the socket is told that it is gone. */
function watchFarewells(server: Server<Events, Events, Events, SocketData>): WeakSet<object> {
  const farewells = new WeakSet();
  server.engine.on('connection', (connection: { transport: { socket: NodeJS.EventEmitter } }) => {
    connection.transport.socket.prependOnceListener('close', (code: number) => {
      if (farewellCodes.has(code)) farewells.add(connection);
    });
  });
  return farewells;
}

/** Browsers name the page that opens a socket: only pages of this server may. Other programs name none. */
function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** The form in which socket.io hands an error to the client: as `data` of its `connect_error`. */
function asConnectError(answer: ErrorAnswer): Error {
  return Object.assign(new Error(answer.code), { data: answer });
}
