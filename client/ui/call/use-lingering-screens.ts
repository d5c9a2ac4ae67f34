// Screens stay on the stage for a moment after they are gone, in case they come back. Used by the layout.
import { useEffect, useState } from 'react';
import { useMeeting } from '../state/meeting-context.ts';
import { keepScreens } from './keep-screens.ts';
import type { TileInfo, Tiles } from './list-tiles.ts';

/** Longer than a share takes to begin anew over a slow line: two answers of the server. */
const lingerMs = 800;

export function useLingeringScreens(tiles: Tiles): Tiles {
  // One's own is known to be over when one has stopped it.
  const sharing = useMeeting((state) => state.share !== 'off');
  const [before, setBefore] = useState<readonly TileInfo[]>([]);
  const kept = keepScreens(tiles, before, ({ own }) => !own || sharing);
  const screens = screensOf(kept);
  if (!isSame(screens, before)) setBefore(screens);
  const present = screensOf(tiles);
  const goneKeys = screens.filter((tile) => !present.includes(tile)).map(({ key }) => key);
  const gone = goneKeys.join(',');
  useEffect(() => {
    if (gone === '') return;
    const keys = gone.split(',');
    const timer = setTimeout(
      () => setBefore((shown) => shown.filter(({ key }) => !keys.includes(key))),
      lingerMs,
    );
    return () => clearTimeout(timer);
  }, [gone]);
  return kept;
}

function screensOf({ small, large }: Tiles): TileInfo[] {
  return [...small, ...large].filter(({ kind }) => kind === 'screen');
}

/** Tiles are listed anew for every change of the room; only which screens there are matters here. */
function isSame(screens: readonly TileInfo[], before: readonly TileInfo[]): boolean {
  const idOf = ({ key, picture }: TileInfo) => `${key} ${picture?.producerId}`;
  return (
    screens.length === before.length &&
    screens.every((tile, index) => idOf(tile) === idOf(before[index] ?? tile))
  );
}
