// What a room manager needs of the outside: where notices go, and who hears of departures. Implemented by the server.
import type { LeaveReason } from '../protocol/room/notices.ts';
import type { Notice } from '../protocol/notices.ts';
import { listenersOf, type Peer, type Room } from './room.ts';

/** The one way out for notices. A test replaces it by an array. */
export interface Outbox {
  /** Tells some peers; never throws, never calls back into the rooms. */
  send(peerIds: readonly string[], notice: Notice): void;
}

/** Hears what began and ended, so that what belongs to it can be kept and closed. */
export interface RoomListener {
  /** A number was handed out. */
  roomOpened(number: string): void;
  /** Who is in a room, who hosts it, or how it is held changed; `RoomManager.keptRoom` tells how it is now. */
  roomChanged(number: string): void;
  /** A peer is no longer in its room. */
  peerGone(peerId: string, roomNumber: string, reason: LeaveReason): void;
  /** The last peer of a meeting has left, which is kept for a while without its media. */
  roomEmptied(number: string): void;
  /** A room is over; its number rests until `restsUntilMs` (milliseconds since the epoch). */
  roomClosed(number: string, restsUntilMs: number): void;
}

/** Sends a notice to every connected peer of a room but the one that caused it, which learns it by the answer of its request. */
export function tellRoom(outbox: Outbox, room: Room, causedBy: Peer | undefined, notice: Notice): void {
  const peerIds = listenersOf(room, causedBy);
  if (peerIds.length > 0) outbox.send(peerIds, notice);
}
