// Of what the system tells the person while the program's window is not in front. Pure; used by the controller.
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';

/** What of a meeting can be news. */
export interface Seen {
  readonly room: RoomSnapshot | undefined;
  readonly heldVoiceId: string | undefined;
}

export type DesktopNotice =
  | { readonly kind: 'joined'; readonly nicknames: readonly string[] }
  /** Others are louder than the own voice. */
  | { readonly kind: 'held' };

/** People who come while one is in a room; a member whose connection is back counts as no arrival. */
export function planNotices(before: Seen, now: Seen): DesktopNotice[] {
  const notices: DesktopNotice[] = [];
  if (before.room && now.room && before.room.selfPeerId === now.room.selfPeerId) {
    const known = new Set(before.room.peers.map(({ peerId }) => peerId));
    const nicknames = now.room.peers
      .filter(({ peerId }) => !known.has(peerId))
      .map(({ nickname }) => nickname);
    if (nicknames.length > 0) notices.push({ kind: 'joined', nicknames });
  }
  if (now.heldVoiceId !== undefined && before.heldVoiceId === undefined) notices.push({ kind: 'held' });
  return notices;
}
