// Which tiles stand large and which in the strip or grid, and in which order. Pure; used by the stage.
import type { TileInfo, Tiles } from './list-tiles.ts';

export const layouts = ['grid', 'speaker'] as const;
/** `grid`: all alike; `speaker`: the active speaker is large. A pinned tile is large in both. */
export type Layout = (typeof layouts)[number];

export interface LayoutWishes {
  readonly layout: Layout;
  readonly pinnedKey: string | undefined;
  readonly speakerPeerId: string | undefined;
}

/** Order of the tiles that are not large; `featuredKey` is the one that is. */
export interface StripOrder {
  readonly keys: readonly string[];
  readonly featuredKey: string | undefined;
}

/**
 * The person or screen that is large by choice; `undefined` where all stand in the grid or screens are large.
 * A person alone is not featured.
 */
export function planFeatured(tiles: Tiles, wishes: LayoutWishes): TileInfo | undefined {
  const pinned = [...tiles.small, ...tiles.large].find(({ key }) => key === wishes.pinnedKey);
  if (pinned) return pinned;
  if (wishes.layout === 'grid' || tiles.large.length > 0) return undefined;
  const others = tiles.small.filter(({ own, kind }) => !own && kind === 'person');
  return others.find(({ peer }) => peer.peerId === wishes.speakerPeerId) ?? others[0];
}

/** The featured tile alone is large; what was large before joins the small ones. */
export function planLayout(tiles: Tiles, featured: TileInfo | undefined): Tiles {
  if (!featured) return tiles;
  const small = [...tiles.small, ...tiles.large].filter(({ key }) => key !== featured.key);
  return { small, large: [featured] };
}

/**
 * The order after a change. When another tile becomes large, the one before takes its place, so that no third one moves;
 * new ones go to the end. Without a featured tile all stand in the order of arrival.
 * @param before `undefined` at first
 * @param keys of all tiles in the order of arrival
 * @returns `before` itself when nothing changed
 */
export function orderStrip(
  before: StripOrder | undefined,
  keys: readonly string[],
  featuredKey: string | undefined,
): StripOrder {
  if (!before || featuredKey === undefined || before.featuredKey === undefined) {
    return isSameOrder(before, keys, featuredKey) ? before : { keys, featuredKey };
  }
  const present = new Set(keys);
  const known = new Set(before.keys);
  const kept = before.keys.filter((key) => present.has(key));
  const all = [...kept, ...keys.filter((key) => !known.has(key))];
  const swap: Readonly<Record<string, string>> = present.has(before.featuredKey)
    ? { [before.featuredKey]: featuredKey, [featuredKey]: before.featuredKey }
    : {};
  const ordered = all.map((key) => swap[key] ?? key);
  return isSameOrder(before, ordered, featuredKey) ? before : { keys: ordered, featuredKey };
}

function isSameOrder(
  order: StripOrder | undefined,
  keys: readonly string[],
  featuredKey: string | undefined,
): order is StripOrder {
  return (
    order?.featuredKey === featuredKey &&
    order?.keys.length === keys.length &&
    order.keys.every((key, index) => key === keys[index])
  );
}
