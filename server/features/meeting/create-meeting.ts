// Meetings, as a feature: their rooms, the media of who is in them, and what of them outlives the server.
import { join } from 'node:path';
import type { Logger } from 'pino';
import { roomNumberRestMs } from '../../../protocol/limits.ts';
import type { Outbox, RoomListener } from '../../../rooms/outbox.ts';
import type { PeerReports } from '../../../rooms/peer-reports.ts';
import type { RoomManager } from '../../../rooms/room-manager.ts';
import type { RoomSettings } from '../../../rooms/room-settings.ts';
import type { RoomSources } from '../../../rooms/room-sources.ts';
import type { PersistedRoomStore } from '../../../sql/persisted-room-store.ts';
import type { RestingNumberStore } from '../../../sql/resting-number-store.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { keepFailures } from '../../limits/kept-failures.ts';
import type { Relay } from '../../media/relay.ts';
import { VoiceLosses } from '../../media/voice-losses.ts';
import type { Drain } from '../../net/drain.ts';
import { BoundedLog } from '../../observe/bounded-log.ts';
import type { ServerLoad } from '../../observe/server-load.ts';
import { Admission } from './admission.ts';
import { type ConnectionRequestName, createConnectionHandlers } from './connection-handlers.ts';
import { createMediaHandlers, type MediaHandlerParts, type MediaRequestName } from './media-handlers.ts';
import { NumberCooldowns } from './number-cooldowns.ts';
import { createRoomHandlers, type RoomHandlerParts, type RoomRequestName } from './room-handlers.ts';
import { RoomGuesses, type RoomGuessesParts } from './room-guesses.ts';
import { RoomPersister } from './room-persister.ts';

export interface MeetingPorts {
  readonly rooms: RoomManager;
  readonly sources: RoomSources;
  readonly settings: RoomSettings;
  readonly reports: PeerReports;
  readonly outbox: Outbox;
  readonly relay: RoomHandlerParts['relay'] & MediaHandlerParts['relay'] & RoomEventParts['relay'];
  readonly drain: Drain;
  readonly database: {
    readonly restingNumbers: Pick<RestingNumberStore, 'save'>;
    readonly keptRooms: Pick<PersistedRoomStore, 'save' | 'delete'>;
  };
  /** Folder of what is kept besides the database. */
  readonly dataDir: string;
  /** People in rooms at a time, of all rooms together. */
  readonly peersMax: number;
  readonly load: () => ServerLoad;
  readonly metrics: RoomGuessesParts['metrics'];
  readonly clock: Clock;
  readonly log: Logger;
}

type MeetingRequestName = ConnectionRequestName | RoomRequestName | MediaRequestName;

/** Takes up the counts of failed guesses that an earlier process has left in `dataDir`; without them it begins at none. */
export async function createMeeting(ports: MeetingPorts): Promise<Feature<MeetingRequestName>> {
  const { rooms, sources, settings, reports, outbox, relay, drain, database, metrics, clock, log } = ports;
  const roomLog = new BoundedLog(log, clock.elapsedMs);
  const losses = new VoiceLosses((senderId, producerId, loss) =>
    outbox.send([senderId], { name: 'voice:loss-changed', body: { producerId, ...loss } }),
  );
  const guesses = new RoomGuesses({
    metrics,
    log,
    now: clock.now,
    onPinsGuessed: (number, failures) => settings.tellOfGuesses(number, failures),
  });
  const keptGuesses = await keepFailures(guesses, join(ports.dataDir, 'room-guesses.json'), (error) =>
    log.warn({ err: error }, 'the counts of guesses at rooms could not be kept'),
  );
  const admission = new Admission({
    peers: () => rooms.connectedCount,
    peersMax: ports.peersMax,
    load: ports.load,
  });
  const cooldowns = new NumberCooldowns(database.restingNumbers, log);
  const persister = new RoomPersister({
    store: database.keptRooms,
    read: (number) => rooms.keptRoom(number),
    log,
  });
  return {
    handlers: {
      ...createConnectionHandlers({ reports }),
      ...createRoomHandlers({ rooms, settings, relay, guesses, losses, drain, admission, log: roomLog }),
      ...createMediaHandlers({ rooms, sources, reports, relay, losses }),
    },
    roomEvents: listenToRooms({ relay, losses, cooldowns, persister, clock, log: roomLog }),
    metrics: [
      { name: 'plenum_rooms', help: 'Rooms that are open.', read: () => rooms.roomCount },
      { name: 'plenum_peers', help: 'Peers in rooms.', read: () => rooms.peerCount },
    ],
    close: async () => {
      await persister.close();
      await Promise.all([cooldowns.settle(), keptGuesses.close()]);
    },
  };
}

interface RoomEventParts {
  readonly relay: Pick<Relay, 'closePeer' | 'closeRoom'>;
  readonly losses: Pick<VoiceLosses, 'forgetPeer'>;
  readonly cooldowns: Pick<NumberCooldowns, 'keep'>;
  readonly persister: Pick<RoomPersister, 'note'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Pick<BoundedLog, 'info'>;
}

/** Closes the media of peers and rooms that are gone, notes numbers that rest and rooms that changed, and logs what happened. */
function listenToRooms(parts: RoomEventParts): RoomListener {
  const { relay, losses, cooldowns, persister, clock, log } = parts;
  return {
    roomOpened: (number) => {
      // Noted at once: after a crash the number rests, and an old link leads nowhere.
      cooldowns.keep(number, clock.now() + roomNumberRestMs);
      log.info({ room: number }, 'room opened');
    },
    roomChanged: (number) => persister.note(number),
    peerGone: (peerId, roomNumber, reason) => {
      relay.closePeer(peerId);
      losses.forgetPeer(peerId);
      log.info({ room: roomNumber, peer: peerId, reason }, 'peer left');
    },
    roomEmptied: (number) => {
      relay.closeRoom(number);
      log.info({ room: number }, 'room emptied');
    },
    roomClosed: (number, restsUntilMs) => {
      relay.closeRoom(number);
      cooldowns.keep(number, restsUntilMs);
      persister.note(number);
      log.info({ room: number }, 'room closed');
    },
  };
}
