// The rooms of one server, on the machine's clocks and chance. Called by createApp.
import { randomBytes, randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { PersistedRoom } from '../rooms/persisted-room.ts';
import { PeerReports } from '../rooms/peer-reports.ts';
import { RoomManager, type RoomManagerParts } from '../rooms/room-manager.ts';
import { RoomSettings } from '../rooms/room-settings.ts';
import { RoomSources } from '../rooms/room-sources.ts';
import type { Clock } from './dispatch/clock.ts';

export interface RoomsSurroundings extends Pick<RoomManagerParts, 'outbox' | 'listener' | 'resting'> {
  /** Rooms that were open when the server last ended. */
  readonly kept: readonly PersistedRoom[];
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info'>;
}

/** Random enough to be unguessable: 128 bits in URL-safe letters. */
const makeId = (): string => randomBytes(16).toString('base64url');

/** The rooms, and what is asked of them by subject. */
export interface Rooms {
  readonly rooms: RoomManager;
  readonly sources: RoomSources;
  readonly settings: RoomSettings;
  readonly reports: PeerReports;
}

/** @returns rooms in which those that were kept are open again and wait for their people */
export function createRooms({ outbox, listener, resting, kept, clock, log }: RoomsSurroundings): Rooms {
  const parts = {
    outbox,
    listener,
    now: clock.now,
    elapsedMs: clock.elapsedMs,
    randomInt: (below: number) => randomInt(below),
    makeId,
    resting,
  };
  const rooms = new RoomManager(parts);
  rooms.restore(kept);
  if (kept.length > 0) log.info({ rooms: kept.length }, 'rooms go on, their people are waited for');
  return {
    rooms,
    sources: new RoomSources({ rooms, outbox }),
    settings: new RoomSettings({ ...parts, rooms }),
    reports: new PeerReports({ rooms, outbox }),
  };
}
