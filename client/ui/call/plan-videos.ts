// Whose picture is received when there are more than one wants to receive. Pure; used by the stage.
import type { TileInfo } from './list-tiles.ts';

export interface VideoWishes {
  /** Pictures of others received at a time, 0 or more. */
  readonly videosMax: number;
  readonly pinnedKey: string | undefined;
  /** The latest speaker first. */
  readonly recentPeerIds: readonly string[];
}

/**
 * The tiles, those beyond the limit without their picture: screens come first, then the pinned person, then who spoke
 * last, then the order of the tiles. One's own pictures are not received and do not count.
 */
export function planVideos(tiles: readonly TileInfo[], wishes: VideoWishes): TileInfo[] {
  const rankOf = ({ key, kind, peer }: TileInfo): number => {
    if (kind === 'screen') return -2;
    if (key === wishes.pinnedKey) return -1;
    const spoke = wishes.recentPeerIds.indexOf(peer.peerId);
    return spoke === -1 ? Number.MAX_SAFE_INTEGER : spoke;
  };
  const received = tiles
    .filter(({ own, picture }) => !own && picture)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .slice(0, wishes.videosMax);
  const kept = new Set(received.map(({ key }) => key));
  return tiles.map((tile) =>
    tile.own || !tile.picture || kept.has(tile.key) ? tile : { ...tile, picture: undefined },
  );
}
