// Which rectangles of a screen are sent as JPEG: the grid, and those of its tiles that changed. Pure; used by the sending worker.

/** A rectangle inside a picture, in pixels. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Largest side of a tile in pixels, a multiple of JPEG's 16-pixel blocks. Smaller tiles send less of what did not change,
 * larger ones carry fewer headers (some 600 bytes each); 320 x 320 at quality 0.85 stays under 100 kB whatever it shows.
 */
const tileSideMax = 320;
const blockSide = 16;

/**
 * The grid of a picture: row by row, without gap or overlap, tiles of nearly the same size.
 * @param width and @param height of the picture, 1 or more
 */
export function planTiles(width: number, height: number): Tile[] {
  const columns = planSpans(width);
  return planSpans(height).flatMap(({ start: y, length: tileHeight }) =>
    columns.map(({ start: x, length: tileWidth }) => ({ x, y, width: tileWidth, height: tileHeight })),
  );
}

/**
 * The tiles in which any pixel differs, by their indexes.
 * @param before and @param after RGBA, four bytes a pixel, starting at a multiple of 4 in their buffers
 * @param width of the pictures
 */
export function findChangedTiles(
  before: Uint8ClampedArray,
  after: Uint8ClampedArray,
  width: number,
  tiles: readonly Tile[],
): number[] {
  const [old, now] = [pixelsOf(before), pixelsOf(after)];
  return tiles.flatMap((tile, index) => (isChanged(old, now, tile, width) ? [index] : []));
}

/** Divides a length into equal spans of whole blocks; the last one takes the rest. */
function planSpans(length: number): { start: number; length: number }[] {
  const count = Math.ceil(length / tileSideMax);
  const side = Math.min(tileSideMax, Math.ceil(length / count / blockSide) * blockSide);
  return Array.from({ length: Math.ceil(length / side) }, (_, index) => ({
    start: index * side,
    length: Math.min(side, length - index * side),
  }));
}

/** One word per pixel: a quarter of the comparisons. */
function pixelsOf(rgba: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4);
}

function isChanged(old: Uint32Array, now: Uint32Array, tile: Tile, pictureWidth: number): boolean {
  for (let y = tile.y; y < tile.y + tile.height; y += 1) {
    const start = y * pictureWidth + tile.x;
    for (let index = start; index < start + tile.width; index += 1) {
      if (old[index] !== now[index]) return true;
    }
  }
  return false;
}
