// Keeps the tile of a screen whose share begins anew, so that the stage does not jump there and back. Pure; used by the stage.
import type { TileInfo, Tiles } from './list-tiles.ts';

/**
 * The tiles, and with them screens that were shown before and are gone while their sharer is still there: a share that changes
 * its codec or mode is gone for a moment. Each is in the place that it had.
 * @param before screens that were shown last
 * @param mayLinger of a screen that is gone
 */
export function keepScreens(
  { small, large }: Tiles,
  before: readonly TileInfo[],
  mayLinger: (tile: TileInfo) => boolean,
): Tiles {
  const people = small.filter(({ kind }) => kind === 'person');
  const screens = [...large, ...small.filter(({ kind }) => kind === 'screen')];
  const gone = before.filter((tile) => mayLinger(tile) && !screens.some(({ key }) => key === tile.key));
  const inOrder = people.flatMap(({ peer }) => {
    const isTheirs = (tile: TileInfo) => tile.peer.peerId === peer.peerId;
    return screens.find(isTheirs) ?? gone.find(isTheirs) ?? [];
  });
  return {
    small: [...people, ...inOrder.filter(({ own }) => own)],
    large: inOrder.filter(({ own }) => !own),
  };
}
