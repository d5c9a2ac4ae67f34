// Which layers of a picture are worth sending: those that a viewer watches, or could fall back on. Pure; asked by LayerRequests.

/** A viewer whose consumer flows. */
export interface Viewer {
  /** The layer that fits the tile; 0 is the smallest. */
  readonly preferred: number;
  /** The layer that arrives now; `undefined` while none does: just begun, or the line is too thin for any. */
  readonly current: number | undefined;
}

/**
 * A viewer who has the preferred layer needs no other. One who has not yet, or whose line is too thin for it, may get any of
 * those below: they are sent until the preferred one arrives.
 * @param layerCount how many layers the sender has
 * @returns indices of layers in rising order; empty without viewers
 */
export function planLayers(viewers: Iterable<Viewer>, layerCount: number): number[] {
  const wanted = new Set<number>();
  for (const viewer of viewers) {
    const preferred = Math.min(viewer.preferred, layerCount - 1);
    wanted.add(preferred);
    if (viewer.current === preferred) continue;
    for (let layer = 0; layer < preferred; layer += 1) wanted.add(layer);
  }
  return [...wanted].toSorted((first, second) => first - second);
}
