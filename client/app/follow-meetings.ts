// Notes the meetings that the account is in, and who else was there. Begun by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import type { MeetingState } from './meeting-model.ts';

/** @param remember the number of a meeting that one is in or has just left, and the nicknames of the others who are there */
export function followMeetings(
  store: StoreApi<MeetingState>,
  remember: (number: string, people: readonly string[]) => void,
): void {
  store.subscribe((state, before) => {
    // Signed out: there is no account to note it for.
    if (state.account === undefined) return;
    const { room } = state;
    if (state.phase !== 'call') {
      if (before.phase === 'call' && before.room) remember(before.room.number, []);
      return;
    }
    if (room === undefined) return;
    const more = room.peers.length > (before.room?.peers.length ?? 0);
    if (before.phase !== 'call' || more) remember(room.number, othersOf(room));
  });
}

function othersOf({ peers, selfPeerId }: RoomSnapshot): readonly string[] {
  return peers.filter(({ peerId }) => peerId !== selfPeerId).map(({ nickname }) => nickname);
}
