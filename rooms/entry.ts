// Who may come into a room, and why not. Pure; asked by the room manager.
import { RequestError } from '../protocol/error-codes.ts';
import { peersPerRoomMax } from '../protocol/limits.ts';
import { connectedCount, type JoiningPeer, type Peer, refusalOf, type Room, type RoomKeys } from './room.ts';

export interface Entry {
  readonly entrant: JoiningPeer;
  /** The place that the account has at another window, if any. */
  readonly earlier: Peer | undefined;
  readonly keys: RoomKeys;
}

/**
 * Members, the owner, and a window whose place is kept need no keys. Refusals are in this order, so that each tells no more than the
 * entrant may know: see `RoomManager.join`.
 * @param room of the number that was asked for; `undefined` where there is none
 * @throws RequestError
 */
export function assertMayJoin(
  room: Room | undefined,
  { entrant, earlier, keys }: Entry,
): asserts room is Room {
  assertNotInRoom(entrant, earlier);
  // Who lost the connection was in already, with whatever was needed for it.
  const wasIn = room?.lostPlaces.has(entrant) === true;
  if (keys.returning === true && !wasIn)
    throw earlier ? elsewhere(earlier, entrant) : new RequestError('not-in-room');
  if (room === undefined) throw new RequestError('room-unavailable');
  const isMember = earlier?.room === room;
  const mayEnter = wasIn || isMember || room.ownerAccountId === entrant.accountId;
  const refusal = mayEnter ? undefined : refusalOf(room, keys);
  if (refusal !== undefined) throw new RequestError(refusal);
  const isFull = connectedCount(room) >= peersPerRoomMax || room.peers.size >= 2 * peersPerRoomMax;
  if (isFull && !isMember) throw new RequestError('room-full');
  assertNotElsewhere({ entrant, earlier, keys });
}

/**
 * @throws RequestError `already-in-room` where this window has a place, and `in-meeting-elsewhere` where the account is connected to a
 * meeting at another one and does not move the call here
 */
export function assertNotElsewhere({ entrant, earlier, keys }: Entry): void {
  assertNotInRoom(entrant, earlier);
  if (keys.moveHere === true || earlier === undefined || earlier.lostAtMs !== undefined) return;
  throw elsewhere(earlier, entrant);
}

function assertNotInRoom({ clientId }: JoiningPeer, earlier: Peer | undefined): void {
  if (earlier?.clientId === clientId) throw new RequestError('already-in-room');
}

function elsewhere(earlier: Peer, { sessionId }: JoiningPeer): RequestError {
  const isSameDevice = earlier.sessionId !== undefined && earlier.sessionId === sessionId;
  return new RequestError('in-meeting-elsewhere', {
    elsewhere: { number: earlier.room.number, isSameDevice },
  });
}
