// Which simulcast layer fits a tile; asked by the call's controller whenever a tile changes its size.

/** A layer that is narrower than the tile by no more than this still looks sharp. */
const stretchMax = 1.25;

/** A larger layer is kept until the tile is this much narrower than it must be for the next one to fill it. */
const shrinkShare = 0.8;

/**
 * The smallest layer that fills the tile, or the largest there is.
 * @param elementCssWidth width of the tile in CSS pixels
 * @param devicePixelRatio device pixels per CSS pixel
 * @param layerWidths widths of the layers in pixels, narrowest first
 * @param current the layer that is shown now; going down from it takes a clearly smaller tile, so that a tile whose size
 *   is being changed does not go back and forth
 * @returns index into `layerWidths`; 0 when that is empty
 */
export function planLayer(
  elementCssWidth: number,
  devicePixelRatio: number,
  layerWidths: readonly number[],
  current?: number,
): number {
  const wanted = elementCssWidth * devicePixelRatio;
  const fitting = smallestFilling(wanted, layerWidths);
  if (current === undefined || fitting >= current) return fitting;
  return Math.min(current, smallestFilling(wanted / shrinkShare, layerWidths));
}

function smallestFilling(wanted: number, layerWidths: readonly number[]): number {
  const fitting = layerWidths.findIndex((width) => width * stretchMax >= wanted);
  return fitting === -1 ? Math.max(0, layerWidths.length - 1) : fitting;
}
