// What an account may know of a meeting that it is not in: only of one that it was in, and may still come into. Pure.
import type { RunningRoom } from '../protocol/room/roster.ts';
import type { Room } from './room.ts';

/** Names that are sent of those inside; the others are counted. */
const namesMax = 3;

/**
 * @param room of the number that was asked for, if there is one
 * @returns `undefined` where the account was never let in, where the room has been locked since to all but its owner and holders of its
 *   secret, and where no member is connected
 */
export function runningRoomFor(room: Room | undefined, accountId: string): RunningRoom | undefined {
  if (room === undefined) return undefined;
  const isOwner = room.ownerAccountId === accountId;
  if (!isOwner && (room.locked || !room.admitted.has(accountId))) return undefined;
  const inside = [...room.peers.values()].filter(({ lostAtMs }) => lostAtMs === undefined);
  if (inside.length === 0) return undefined;
  return {
    number: room.number,
    count: inside.length,
    nicknames: inside.slice(0, namesMax).map(({ nickname }) => nickname),
  };
}
