// Whether a page that begins takes up the seat that an earlier page of its tab kept. Pure; used by seat-keeper.
import { desertedRoomGraceMs } from '../../protocol/limits.ts';
import { readInvitation } from '../link/invitation.ts';
import type { Seat } from './stored-seat.ts';

/**
 * The address must still name the call, or the place that was looked at beside it, and the earlier page must have been there within the time for which a meeting that emptied
 * is kept: a browser that is opened the next morning does not switch a microphone on by itself.
 * @param hash of the page's address
 * @param nowMs as `Date.now()`; the clock may have been set back since
 */
export function mayReturn({ call, seenAtMs, hash: hashThen }: Seat, hash: string, nowMs: number): boolean {
  const isRecent = Math.abs(nowMs - seenAtMs) <= desertedRoomGraceMs;
  const named = readInvitation(hash)?.number;
  const isSamePlace = named === undefined && hash !== '' && hash === hashThen;
  return isRecent && (named === call.number || isSamePlace);
}
