// The rooms of one server, on the machine's clocks and chance. Called by createApp.
import { randomBytes, randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import type { PersistedRoom } from '../rooms/persisted-room.ts';
import { RoomManager, type RoomManagerParts } from '../rooms/room-manager.ts';
import type { Clock } from './dispatch/clock.ts';

export interface RoomsSurroundings extends Pick<RoomManagerParts, 'outbox' | 'listener' | 'resting'> {
  /** Rooms that were open when the server last ended. */
  readonly kept: readonly PersistedRoom[];
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info'>;
}

/** Random enough to be unguessable: 128 bits in URL-safe letters. */
const makeId = (): string => randomBytes(16).toString('base64url');

/** @returns rooms in which those that were kept are open again and wait for their people */
export function createRooms({ outbox, listener, resting, kept, clock, log }: RoomsSurroundings): RoomManager {
  const rooms = new RoomManager({
    outbox,
    listener,
    now: clock.now,
    elapsedMs: clock.elapsedMs,
    randomInt: (below) => randomInt(below),
    makeId,
    resting,
  });
  rooms.restore(kept);
  if (kept.length > 0) log.info({ rooms: kept.length }, 'rooms go on, their people are waited for');
  return rooms;
}
