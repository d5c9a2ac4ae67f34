// The tiles of the room as the chosen layout places them, large ones and small ones. Used by the stage.
import { useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useInterface } from '../state/interface-store.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { listTiles, type TileInfo, type Tiles } from './list-tiles.ts';
import { orderStrip, planFeatured, planLayout, type StripOrder } from './plan-layout.ts';
import { planVideos } from './plan-videos.ts';
import { useActiveSpeaker } from './use-active-speaker.ts';
import { useLingeringScreens } from './use-lingering-screens.ts';

/** In the grid more people than this are spread over pages; those of other pages are not received. */
const gridTilesPerPage = 49;
/** Beside a large person the others are a glance, and faces in more tiles than this would be too small for one. */
const stripTilesPerPage = 12;

export interface StageTiles extends Tiles {
  /** Of the page that is shown, from 0. */
  readonly page: number;
  readonly pages: number;
}

/** @param wantedPage from 0; the last page where there are fewer */
export function useLayout(room: RoomSnapshot, wantedPage: number): StageTiles {
  const layout = useInterface((state) => state.layout);
  const pinnedKey = useInterface((state) => state.pinnedKey);
  const videosMax = useMeeting((state) => state.preferences.videosMax);
  const audioOnly = useMeeting((state) => state.preferences.audioOnly);
  const { activePeerId, recentPeerIds } = useActiveSpeaker(room);
  const listed = useLingeringScreens(listTiles(room));
  // A screen that is not received would be an empty place; a person without picture still has a tile.
  const tiles = audioOnly ? { ...listed, large: [] } : listed;
  const featured = planFeatured(tiles, { layout, pinnedKey, speakerPeerId: activePeerId });
  const { small, large } = planLayout(tiles, featured);
  const ordered = useStripOrder(tiles, featured, small);
  const perPage = featured ? stripTilesPerPage : gridTilesPerPage;
  const pages = Math.ceil(ordered.length / perPage);
  const page = Math.max(0, Math.min(wantedPage, pages - 1));
  const onPage = ordered.slice(page * perPage, (page + 1) * perPage);
  const shown = planVideos([...large, ...onPage], {
    videosMax: audioOnly ? 0 : videosMax,
    pinnedKey,
    recentPeerIds,
  });
  return { large: shown.slice(0, large.length), small: shown.slice(large.length), page, pages };
}

/** The small tiles in an order that moves as few as possible. */
function useStripOrder(tiles: Tiles, featured: TileInfo | undefined, small: readonly TileInfo[]): TileInfo[] {
  const [before, setOrder] = useState<StripOrder>();
  const keys = [...tiles.small, ...tiles.large].map(({ key }) => key);
  const order = orderStrip(before, keys, featured?.key);
  // Derived from the last rendering: React renders again at once, before anything is painted.
  if (order !== before) setOrder(order);
  return order.keys.flatMap((key) => small.find((tile) => tile.key === key) ?? []);
}
