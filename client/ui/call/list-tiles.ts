// Which tiles a call shows, from what the room knows of its peers. Pure; used by the stage.
import type { PeerInfo, RoomSnapshot, SourceInfo } from '../../../protocol/room/roster.ts';

export interface TileInfo {
  /** Stays the same as long as the tile stands for the same thing. */
  readonly key: string;
  readonly kind: 'person' | 'screen';
  readonly peer: PeerInfo;
  /** The picture that is on, if any; a screen's tile always has one. */
  readonly picture: SourceInfo | undefined;
  /** One's own. */
  readonly own: boolean;
}

export interface Tiles {
  /** All members, oneself first, and one's own screen. */
  readonly small: readonly TileInfo[];
  /** Screens of others. */
  readonly large: readonly TileInfo[];
}

/** The source of one kind that a peer has on, muted or not. */
export function sourceOf(peer: PeerInfo, source: SourceInfo['source']): SourceInfo | undefined {
  return peer.sources.find((candidate) => candidate.source === source);
}

/** Whether a peer can be heard or seen by one kind of source: it is on and not muted. */
export function isOn(peer: PeerInfo, source: SourceInfo['source']): boolean {
  return sourceOf(peer, source)?.paused === false;
}

/** A person's tile for each peer, and one more for each screen that is shared. */
export function listTiles(room: RoomSnapshot): Tiles {
  const isSelf = (peer: PeerInfo) => peer.peerId === room.selfPeerId;
  const peers = [...room.peers.filter(isSelf), ...room.peers.filter((peer) => !isSelf(peer))];
  const people = peers.map((peer) => {
    const camera = sourceOf(peer, 'camera');
    const picture = camera?.paused === false ? camera : undefined;
    return { key: peer.peerId, kind: 'person', peer, picture, own: isSelf(peer) } as const;
  });
  const screens = peers.flatMap((peer) => {
    const picture = sourceOf(peer, 'screen');
    if (picture?.paused !== false) return [];
    return [{ key: `${peer.peerId} screen`, kind: 'screen', peer, picture, own: isSelf(peer) } as const];
  });
  return {
    small: [...people, ...screens.filter(({ own }) => own)],
    large: screens.filter(({ own }) => !own),
  };
}
