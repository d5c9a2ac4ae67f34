// Puts the parts together: doors, dispatch, rooms and relay. Called by main with what it opened.
import { randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { drawingPaces, roomNumberRestMs } from '../protocol/limits.ts';
import { RoomDrawings } from '../rooms/room-drawings.ts';
import { RoomManager } from '../rooms/room-manager.ts';
import { RoomSources } from '../rooms/room-sources.ts';
import type { PersistedRoom } from '../rooms/persisted-room.ts';
import type { RestingNumber } from '../rooms/room-numbers.ts';
import type { Database } from '../sql/database.ts';
import { Admission } from './features/meeting/admission.ts';
import { BoundedLog } from './observe/bounded-log.ts';
import { Budgets } from './dispatch/budgets.ts';
import type { Certificate } from './net/certificate.ts';
import { isLoopback } from './addresses/client-networks.ts';
import { Connections } from './net/connections.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { Drain } from './net/drain.ts';
import { createAccountHandlers } from './features/sign-in/account-handlers.ts';
import { createHandlers } from './features/handlers.ts';
import { type HttpDoor, openHttpDoor } from './net/http-door.ts';
import type { KnownNames } from './net/host-names.ts';
import { keepAnswer } from './observe/kept-answer.ts';
import { RoomPersister } from './features/meeting/room-persister.ts';
import { Relay } from './media/relay.ts';
import { VoiceLosses } from './media/voice-losses.ts';
import type { WorkerKind } from './media/worker-bin.ts';
import type { WorkerPool } from './media/worker-pool.ts';
import { LoadSampler } from './observe/load-sampler.ts';
import { Metrics } from './observe/metrics.ts';
import { SocketOutbox } from './net/outbox.ts';
import { PaceKeeper } from './limits/pace-keeper.ts';
import { Presence } from './net/presence.ts';
import { NumberCooldowns } from './features/meeting/number-cooldowns.ts';
import { RoomGuesses } from './features/meeting/room-guesses.ts';
import { ConnectionLimiter, type ConnectionLimiterLimits } from './net/connection-limiter.ts';
import { keepFailures } from './features/sign-in/kept-failures.ts';
import { RegistrationLimits } from './features/sign-in/registration-limits.ts';
import { Registrations } from './features/sign-in/registrations.ts';
import type { RegistrationMode } from './config/registration-mode.ts';
import { SessionWatch } from './features/sign-in/session-watch.ts';
import type { SignIn } from './features/sign-in/sign-in.ts';
import { openSocketDoor, type SocketDoor } from './net/socket-door.ts';
import { TrustedProxies } from './addresses/trusted-proxies.ts';
import { UnknownTokens } from './net/unknown-tokens.ts';

export interface AppParts {
  readonly database: Database;
  readonly signIn: SignIn;
  /** Room numbers that rested when the server last stopped. */
  readonly resting: readonly RestingNumber[];
  /** Rooms that were open when the server last ended. */
  readonly kept: readonly PersistedRoom[];
  readonly workers: WorkerPool;
  readonly workerKind: WorkerKind;
  /** Addresses of this machine now, on which media comes in. */
  readonly ownAddresses: () => readonly string[];
  /** Those of a router in front of it. */
  readonly announcedAddresses: () => readonly string[];
  /** How many of those who speak at the same time are forwarded in a room. */
  readonly loudestVoices: number;
  /** Addresses whose requests are not counted per address. */
  readonly uncountedAddresses: readonly string[];
  /** How many times as often as the table of requests says a peer may ask. */
  readonly requestAllowance: number;
  readonly registration: RegistrationMode;
  /** People in rooms at a time, of all rooms together. */
  readonly peersMax: number;
  /** How many processors the server may use, for example 0.5. */
  readonly processors: number;
  readonly crowdLimits: ConnectionLimiterLimits;
  /** Addresses of proxies that say whom they pass on. */
  readonly trustedProxies: readonly string[];
  /** Told once of each nearby proxy that passes requests on without being trusted. */
  readonly onUntrustedProxy: (address: string) => void;
  readonly metricsToken: string | undefined;
  /** Names under which requests may come. */
  readonly names: KnownNames;
  readonly certificate: Certificate | undefined;
  /** Folder of what is kept besides the database. */
  readonly dataDir: string;
  /** Folder of the built client. */
  readonly uiDir: string;
  /** Folder of the desktop program's installers. */
  readonly desktopDir: string;
  readonly log: Logger;
}

export interface App {
  readonly http: HttpDoor;
  /** No new meetings from now on; resolves when nobody is in one any more, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
  /** Says goodbye, stores the rooms, closes sockets and HTTP; workers, with the media, and database are the caller's. */
  close(): Promise<void>;
}

/** Whether the database answers is asked no more often, however often health is. */
const healthKeptMs = 1000;

/** Random enough to be unguessable: 128 bits in URL-safe letters. */
const makeId = (): string => randomBytes(16).toString('base64url');

export async function createApp(parts: AppParts): Promise<App> {
  const { database, signIn, workers, log } = parts;
  const roomLog = new BoundedLog(log, () => performance.now());
  const metrics = new Metrics();
  const connections = new Connections();
  const keeper = new NumberCooldowns(database.restingNumbers, log);
  const keptRooms = new RoomPersister({
    store: database.keptRooms,
    read: (number) => rooms.keptRoom(number),
    log,
  });
  const outbox = new SocketOutbox({
    connectionOf: (peerId) => connections.ofAccount(rooms.requirePeer(peerId).accountId),
    connectionsOf: (accountId) => [connections.ofAccount(accountId)].filter((it) => it !== undefined),
    broadcast: (socketIds, notices) => socketDoor.broadcast(socketIds, notices),
  });
  const losses = new VoiceLosses((senderId, producerId, loss) =>
    outbox.send([senderId], { name: 'voice:loss-changed', body: { producerId, ...loss } }),
  );
  const rooms: RoomManager = new RoomManager({
    outbox,
    listener: {
      roomOpened: (number) => {
        // Noted at once: after a crash the number rests, and an old link leads nowhere.
        keeper.keep(number, Date.now() + roomNumberRestMs);
        roomLog.info({ room: number }, 'room opened');
      },
      roomChanged: (number) => keptRooms.note(number),
      peerGone: (peerId, roomNumber, reason) => {
        relay.closePeer(peerId);
        losses.forgetPeer(peerId);
        roomLog.info({ room: roomNumber, peer: peerId, reason }, 'peer left');
      },
      roomEmptied: (number) => {
        relay.closeRoom(number);
        roomLog.info({ room: number }, 'room emptied');
      },
      roomClosed: (number, restsUntilMs) => {
        relay.closeRoom(number);
        keeper.keep(number, restsUntilMs);
        keptRooms.note(number);
        roomLog.info({ room: number }, 'room closed');
      },
    },
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    randomInt: (below) => randomInt(below),
    makeId,
    resting: parts.resting,
  });
  rooms.restore(parts.kept);
  if (parts.kept.length > 0)
    log.info({ rooms: parts.kept.length }, 'rooms go on, their people are waited for');
  const relay: Relay = new Relay({
    workers,
    ownAddresses: parts.ownAddresses,
    announcedAddresses: parts.announcedAddresses,
    loudestVoices: parts.loudestVoices,
    onRoomLost: (roomNumber, reason) => {
      log.warn({ room: roomNumber, reason }, 'room lost its media worker');
      rooms.loseMedia(roomNumber, reason);
    },
    onSourceExceeded: (peerId, producerId) => {
      log.warn(
        { peer: peerId, producer: producerId },
        'a source sent more than its kind may and was switched off',
      );
      metrics.countSwitchedOffSource();
      sources.stop(peerId, producerId);
      outbox.send([peerId], { name: 'source:stopped', body: { peerId, producerId } });
    },
    onPictureWanted: (peerId, producerId, bytesPerSecond) =>
      outbox.send([peerId], {
        name: 'picture:wanted',
        body: { producerId, ...(bytesPerSecond !== undefined && { bytesPerSecond }) },
      }),
    onPictureLimited: (peerId, producerId, bytesPerSecond) =>
      outbox.send([peerId], { name: 'picture:pace-limited', body: { producerId, bytesPerSecond } }),
    onVoiceHeld: (peerId, producerId, held) =>
      outbox.send([peerId], { name: 'voice:held', body: { producerId, held } }),
    onLayersWanted: (peerId, producerId, layers) =>
      outbox.send([peerId], { name: 'picture:layers-wanted', body: { producerId, layers: [...layers] } }),
  });
  const sources = new RoomSources({ rooms, outbox });
  const drawingPace = new PaceKeeper();
  const drawings = new RoomDrawings({
    rooms,
    outbox,
    spend: (roomNumber, peerId, bytes) => {
      const shares = [
        { key: roomNumber, limits: drawingPaces.room },
        { key: peerId, limits: drawingPaces.peer },
      ];
      return drawingPace.spend(shares, bytes, performance.now());
    },
    follows: (peerId, producerId) =>
      relay.isWatching(peerId, producerId) &&
      connections.ofAccount(rooms.requirePeer(peerId).accountId)?.wire.behind === false,
  });
  const presence = new Presence({ connections, rooms, drawings });
  const sessionWatch = new SessionWatch({
    sessions: signIn.sessions,
    openSessions: () => connections.all().map(({ caller }) => caller),
    endSessions: (accountId, isRevoked) => presence.endSessions(accountId, isRevoked),
    onFailed: (error) => log.warn({ err: error }, 'it could not be looked for sessions that were ended'),
  });
  const drain = new Drain({
    meetingsRun: () => connections.all().some(({ caller }) => rooms.peerOfAccount(caller.accountId)),
    tellAll: (notice) => {
      for (const { wire } of connections.all()) wire.notify(notice);
    },
    now: () => performance.now(),
  });
  const guesses = new RoomGuesses({
    metrics,
    log,
    now: () => Date.now(),
    onPinsGuessed: (number, failures) => rooms.tellOfGuesses(number, failures),
  });
  const keptGuesses = await keepFailures(guesses, join(parts.dataDir, 'room-guesses.json'), (error) =>
    log.warn({ err: error }, 'the counts of guesses at rooms could not be kept'),
  );
  const sampler = new LoadSampler(workers, parts.processors);
  const admission = new Admission({
    peers: () => rooms.connectedCount,
    peersMax: parts.peersMax,
    load: () => sampler.load,
  });
  const budgets = new Budgets(parts.uncountedAddresses, parts.requestAllowance);
  const proxies = new TrustedProxies(parts.trustedProxies, parts.onUntrustedProxy);
  const unknownTokens = new UnknownTokens((address) => budgets.counts(address));
  const dispatch = createDispatch({
    handlers: createHandlers(
      { rooms, sources, relay, guesses, admission, losses, drain, drawings, log: roomLog },
      createAccountHandlers({
        signIn,
        registrations: new Registrations({
          accounts: signIn.accounts,
          invitations: database.invitations,
          limits: new RegistrationLimits(() => performance.now(), parts.requestAllowance),
          mode: parts.registration,
          // Load tests on this machine register thousands; a proxy on it passes everybody on.
          counts: (address) => budgets.counts(address) && (!isLoopback(address) || proxies.sawUntrusted),
          now: () => Date.now(),
        }),
        onSessionBegun: (token) => unknownTokens.note(token),
        endSessions: (accountId, isRevoked) => presence.endSessions(accountId, isRevoked),
        announce: (accountId, body) => outbox.toAccount(accountId, { name: 'device:signed-in', body }),
      }),
    ),
    budgets,
    peerOf: (caller) => rooms.peerOfAccount(caller.accountId),
    metrics,
    now: () => Date.now(),
    log,
  });
  const databaseAnswers = keepAnswer(
    () => database.answers(),
    healthKeptMs,
    () => performance.now(),
  );
  const http = await openHttpDoor({
    dispatch,
    proxies,
    identifyToken: (token, from) =>
      unknownTokens.identify(from.address, token, () => signIn.identifyToken(token, from)),
    isHealthy: async () => relay.ready && !drain.begun && (await databaseAnswers()),
    metrics,
    metricsToken: parts.metricsToken,
    names: parts.names,
    mayCollect: (address) => !budgets.counts(address),
    uiDir: parts.uiDir,
    desktopDir: parts.desktopDir,
    certificate: parts.certificate,
    log,
  });
  const crowd = new ConnectionLimiter(
    parts.crowdLimits,
    () => metrics.countCutSocket('crowd'),
    (address) => proxies.isProxy(address),
  );
  crowd.watch(http.server);
  const socketDoor: SocketDoor = openSocketDoor({
    httpServer: http.server,
    names: parts.names,
    dispatch,
    redeemTicket: (ticket, address) => signIn.redeemTicket(ticket, address),
    onOpen: (connection, returning) => {
      presence.open(connection, returning);
      if (drain.notice !== undefined) connection.wire.notify(drain.notice);
    },
    onGone: (connection, farewell) => presence.gone(connection, farewell),
    proxies,
    crowd,
    onCut: (reason) => metrics.countCutSocket(reason),
    allowance: parts.requestAllowance,
    log,
  });
  metrics.watch({
    rooms: () => rooms.roomCount,
    peers: () => rooms.peerCount,
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
      sessionWatch.close();
      sampler.close();
      for (const connection of connections.all())
        connection.wire.notify({ name: 'server:closing', body: {} });
      // Nothing is taken in any more before the rooms are written: who joined last is in them, and nobody is promised a place after.
      socketDoor.close();
      await keptRooms.close();
      await Promise.all([http.app.close(), keeper.settle(), keptGuesses.close()]);
    },
  };
}
