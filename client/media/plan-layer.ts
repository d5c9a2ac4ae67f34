// Which simulcast layer fits a tile; asked by the call's controller whenever a tile changes its size.

/** A layer that is narrower than the tile by no more than this still looks sharp. */
const stretchMax = 1.25;

/**
 * The smallest layer that fills the tile, or the largest there is.
 * @param elementCssWidth width of the tile in CSS pixels
 * @param devicePixelRatio device pixels per CSS pixel
 * @param layerWidths widths of the layers in pixels, narrowest first
 * @returns index into `layerWidths`; 0 when that is empty
 */
export function planLayer(
  elementCssWidth: number,
  devicePixelRatio: number,
  layerWidths: readonly number[],
): number {
  const wanted = elementCssWidth * devicePixelRatio;
  const fitting = layerWidths.findIndex((width) => width * stretchMax >= wanted);
  return fitting === -1 ? Math.max(0, layerWidths.length - 1) : fitting;
}
