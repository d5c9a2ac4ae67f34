// Who is shown in the window that floats over other programs. Pure; used by the float view.
import type { TileInfo, Tiles } from '../call/list-tiles.ts';

export interface FloatWishes {
  readonly pinnedKey: string | undefined;
  readonly speakerPeerId: string | undefined;
}

/**
 * What is pinned; else the first shared screen of others; else who speaks; before anybody spoke the first of the others,
 * and alone oneself.
 */
export function planFloat(tiles: Tiles, { pinnedKey, speakerPeerId }: FloatWishes): TileInfo | undefined {
  const all = [...tiles.small, ...tiles.large];
  const others = tiles.small.filter(({ own }) => !own);
  return (
    all.find(({ key }) => key === pinnedKey) ??
    tiles.large[0] ??
    others.find(({ peer }) => peer.peerId === speakerPeerId) ??
    others[0] ??
    all[0]
  );
}
