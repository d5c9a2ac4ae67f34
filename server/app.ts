// Puts the parts together: transports, dispatch, rooms, relay and features. Called by main with what it opened.
import type { AppParts } from './app-parts.ts';
import { TrustedProxies } from './addresses/trusted-proxies.ts';
import { createRelay } from './create-relay.ts';
import { createRooms, type Rooms } from './create-rooms.ts';
import { Budgets } from './dispatch/budgets.ts';
import { machineClock as clock } from './dispatch/clock.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { RoomEvents } from './dispatch/room-events.ts';
import { createFeatures } from './features/features.ts';
import { ConnectionLimiter } from './net/connection-limiter.ts';
import { Connections } from './net/connections.ts';
import { Drain } from './net/drain.ts';
import { type HttpTransport, openHttpTransport } from './net/http-transport.ts';
import { SocketOutbox } from './net/outbox.ts';
import { Presence } from './net/presence.ts';
import { openSocketTransport, type SocketTransport } from './net/socket-transport.ts';
import { UnknownTokens } from './net/unknown-tokens.ts';
import { keepAnswer } from './observe/kept-answer.ts';
import { LoadSampler } from './observe/load-sampler.ts';
import { Metrics } from './observe/metrics.ts';

export interface App {
  readonly http: HttpTransport;
  /** No new meetings from now on; resolves when the last meeting is empty, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
  /** Says goodbye, stores the rooms, closes sockets and HTTP; workers, with the media, and database are the caller's. */
  close(): Promise<void>;
}

/** Whether the database answers is asked no more often, however often health is. */
const healthKeptMs = 1000;

/**
 * Opens the transports; nothing listens yet.
 * @throws what a feature throws that cannot be opened
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { database, signIn, workers, log } = parts;
  const metrics = new Metrics();
  const connections = new Connections();
  const roomEvents = new RoomEvents(log);
  const outbox = new SocketOutbox({
    connectionOf: (peerId) => connections.ofClient(rooms.requirePeer(peerId)),
    connectionsOf: (accountId) => connections.ofAccount(accountId),
    broadcast: (to, notices, except) => socketDoor.broadcast(to, notices, except),
  });
  const roomParts: Rooms = createRooms({ ...parts, outbox, listener: roomEvents, clock });
  const { rooms } = roomParts;
  const relay = createRelay({ ...parts, sources: roomParts.sources, outbox, metrics });
  const presence = new Presence({ connections, rooms });
  const drain = new Drain({
    meetingsRun: () => connections.all().some(({ caller }) => rooms.peerOfClient(caller)),
    tellAll: (notice) => outbox.toConnections(connections.all(), notice),
    now: clock.elapsedMs,
  });
  const sampler = new LoadSampler(workers, parts.processors);
  const budgets = new Budgets(parts.uncountedAddresses, parts.requestAllowance);
  const proxies = new TrustedProxies(parts.trustedProxies, parts.onUntrustedProxy);
  const unknownTokens = new UnknownTokens((address) => budgets.counts(address));
  const features = await createFeatures({
    ...parts,
    ...roomParts,
    relay,
    outbox,
    drain,
    budgets,
    proxies,
    metrics,
    clock,
    load: () => sampler.load,
    keepsUp: (peerId) => connections.ofClient(rooms.requirePeer(peerId))?.wire.behind === false,
    openSessions: () => connections.all().map(({ caller }) => caller),
    endSessions: (accountId, isRevoked) => presence.endSessions(accountId, isRevoked),
    onSessionBegun: (token) => unknownTokens.note(token),
  });
  roomEvents.add(features.roomListeners);
  const dispatch = createDispatch({
    handlers: features.handlers,
    budgets,
    peerOf: (caller) => ('clientId' in caller ? rooms.peerOfClient(caller) : undefined),
    metrics,
    now: clock.now,
    log,
  });
  const databaseAnswers = keepAnswer(() => database.answers(), healthKeptMs, clock.elapsedMs);
  const http = await openHttpTransport({
    ...parts,
    dispatch,
    addRoutes: features.addRoutes,
    proxies,
    identifyToken: (token, from) =>
      unknownTokens.identify(from.address, token, () => signIn.identifyToken(token, from)),
    isHealthy: async () => relay.ready && !drain.begun && (await databaseAnswers()),
    metrics,
    mayCollect: (address) => !budgets.counts(address),
  });
  const crowd = new ConnectionLimiter(
    parts.crowdLimits,
    () => metrics.countCutSocket('crowd'),
    (address) => proxies.isProxy(address),
  );
  crowd.watch(http.server);
  const socketDoor: SocketTransport = openSocketTransport({
    httpServer: http.server,
    names: parts.names,
    dispatch,
    redeemTicket: (ticket, address) => signIn.redeemTicket(ticket, address),
    hasRoomFor: (caller) => connections.hasRoomFor(caller),
    onOpen: (connection) => {
      presence.open(connection);
      if (drain.notice !== undefined) outbox.toConnections([connection], drain.notice);
    },
    onGone: (connection, closedCleanly) => presence.gone(connection, closedCleanly),
    proxies,
    crowd,
    onCut: (reason) => metrics.countCutSocket(reason),
    allowance: parts.requestAllowance,
    log,
  });
  metrics.watch({
    gauges: features.metrics,
    sockets: () => connections.count,
    connections: () => crowd.count,
    workers,
    workerKind: parts.workerKind,
    countPackets: () => relay.countPackets(),
    load: () => sampler.load,
  });
  return {
    http,
    drain: (limitMs) => drain.begin(limitMs),
    close: async () => {
      presence.close();
      sampler.close();
      for (const connection of connections.all())
        connection.wire.notify({ name: 'server:closing', body: {} });
      // Nothing is taken in any more before features store what they hold: the last join is stored, and no place is promised after it.
      socketDoor.close();
      await features.close();
      await http.app.close();
    },
  };
}
