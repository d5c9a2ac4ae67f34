// Reads the number of a frame from its pixels, after any codec and at any size; used in pages and in Node. Pure.
import { codeCells, codeColumns, codeHeightRatio, codeRows } from './picture-code.ts';

/** What `getImageData` returns: four bytes per pixel, red, green, blue, alpha. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** Black and white closer than this to each other are no code but a flat picture. */
const contrastMin = 60;

/** The frame's number, or `undefined` when the picture holds no code or its checksum is wrong. */
export function readCode(pixels: Pixels): number | undefined {
  return readCellLevels(
    Array.from({ length: codeColumns * codeRows }, (_, index) => cellLevel(pixels, index)),
  );
}

/** The same from the mean brightness of each cell, 0..255, row by row. */
export function readCellLevels(levels: readonly number[]): number | undefined {
  const [darkest, brightest] = [Math.min(...levels), Math.max(...levels)];
  if (brightest - darkest < contrastMin) return undefined;
  const bits = levels.map((level) => level > (darkest + brightest) / 2);
  const number = bits.slice(0, 16).reduce((sum, bit) => sum * 2 + (bit ? 1 : 0), 0);
  const intact = codeCells(number).every((cell, index) => cell === bits[index]);
  return intact ? number : undefined;
}

/** Mean green of the middle half of a cell: edges are where codecs blur. */
function cellLevel({ width, height, data }: Pixels, index: number): number {
  const cellWidth = width / codeColumns;
  const cellHeight = (height * codeHeightRatio) / codeRows;
  const left = ((index % codeColumns) + 0.25) * cellWidth;
  const top = (Math.floor(index / codeColumns) + 0.25) * cellHeight;
  let [sum, count] = [0, 0];
  for (let y = Math.floor(top); y < top + cellHeight / 2; y += 1) {
    for (let x = Math.floor(left); x < left + cellWidth / 2; x += 1) {
      sum += data[(y * width + x) * 4 + 1] ?? 0;
      count += 1;
    }
  }
  return sum / Math.max(1, count);
}
