// Looks at the tiles of a call as a person would: which are there, and which numbered frame each shows.
import type { Page } from 'playwright-core';
import { readCode } from '../media/read-code.ts';

export interface TileQuery {
  readonly source: 'camera' | 'screen';
  readonly codec?: 'h264' | 'jpeg';
}

/** A CSS selector for the picture inside a remote tile. */
export function tileSelector({ source, codec }: TileQuery): string {
  return `[data-testid=tile][data-source=${source}]${codec ? `[data-codec=${codec}]` : ''}`;
}

/** Reads the number of the frame that a tile shows now; `undefined` while there is none or it cannot be read. */
export async function readTileNumber(page: Page, query: TileQuery): Promise<number | undefined> {
  const pixels = await page.evaluate((selector) => {
    const picture = document.querySelector(selector)?.querySelector('video, canvas');
    const isVideo = picture instanceof HTMLVideoElement;
    if (!isVideo && !(picture instanceof HTMLCanvasElement)) return undefined;
    const [width, height] = isVideo
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
    if (width < 16 || height < 16) return undefined;
    const context = new OffscreenCanvas(320, 180).getContext('2d');
    context?.drawImage(picture, 0, 0, width, height, 0, 0, 320, 180);
    const data = context?.getImageData(0, 0, 320, 180).data;
    return (
      data && {
        width: 320,
        height: 180,
        base64: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')),
      }
    );
  }, tileSelector(query));
  if (!pixels) return undefined;
  return readCode({ width: pixels.width, height: pixels.height, data: Buffer.from(pixels.base64, 'base64') });
}

/** Waits until a tile has shown `count` different numbers and returns them in the order seen. @throws Error after 20 s */
export async function watchTileNumbers(page: Page, query: TileQuery, count: number): Promise<number[]> {
  const seen: number[] = [];
  const endMs = Date.now() + 20_000;
  while (seen.length < count) {
    if (Date.now() > endMs)
      throw new Error(`The ${query.source} tile showed only the numbers ${seen.join(', ') || 'none'}.`);
    const number = await readTileNumber(page, query);
    if (number !== undefined && number !== seen.at(-1)) seen.push(number);
    await page.waitForTimeout(40);
  }
  return seen;
}

/** How often a sequence of frame numbers went down; a clip that starts over goes down once. */
export function countFalls(numbers: readonly number[]): number {
  return numbers.filter((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)).length;
}
