// What the desktop program is sent about a call: enough to show it, and to take it up again after a crash. Pure; used by the controller.
import type { CallState } from '../ipc.ts';
import type { MeetingState } from './meeting-model.ts';

type Told = Pick<MeetingState, 'phase' | 'room' | 'microphone' | 'camera' | 'share'>;

/** @param clientId of this window at the server @returns `null` outside of a call */
export function toCallState({ phase, room, ...switches }: Told, clientId: string): CallState | null {
  if (phase !== 'call' || !room) return null;
  const { microphone, camera, share } = switches;
  const place = { clientId, ...(room.secret !== undefined && { secret: room.secret }) };
  return { number: room.number, microphone, camera, share, place };
}

export function isSameCall(before: CallState | null, now: CallState | null): boolean {
  return (
    before?.number === now?.number &&
    before?.microphone === now?.microphone &&
    before?.camera === now?.camera &&
    before?.share === now?.share &&
    before?.place?.clientId === now?.place?.clientId &&
    before?.place?.secret === now?.place?.secret
  );
}
