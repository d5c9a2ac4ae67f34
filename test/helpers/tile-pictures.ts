// Takes pictures out of pages, pixel by pixel as they were decoded, to compare them with what was shared.
import type { Page } from 'playwright-core';
import type { GreyPicture } from '../media/ssim.ts';
import { type TileQuery, tileSelector } from './tiles.ts';

/** What a tile showed at a time on the machine's clock, in milliseconds since the epoch. */
export interface TileSample {
  readonly atMs: number;
  readonly picture: GreyPicture;
}

interface PackedSample {
  readonly atMs: number;
  readonly width: number;
  readonly height: number;
  readonly luma: string;
}

interface SamplingWindow {
  readLuma(picture: CanvasImageSource, width: number, height: number): string;
  tileSamples: PackedSample[];
}

/** What a page shows, as its browser painted it. */
export async function readPage(page: Page): Promise<GreyPicture> {
  const png = (await page.screenshot()).toString('base64');
  await prepare(page);
  const packed = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const { width, height } = bitmap;
    const luma = (window as unknown as SamplingWindow).readLuma(bitmap, width, height);
    return { atMs: Date.now(), width, height, luma };
  }, png);
  return unpack(packed).picture;
}

/** Begins to take what a tile shows, at its native size, every so often, so many times at most. */
export async function startSamplingTile(
  page: Page,
  query: TileQuery,
  everyMs: number,
  samplesMax = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  await prepare(page);
  await page.evaluate(
    ({ selector, everyMs, samplesMax }) => {
      const sampling = window as unknown as SamplingWindow;
      sampling.tileSamples = [];
      let left = samplesMax;
      const timer = setInterval(() => {
        const picture = document.querySelector(selector)?.querySelector('video, canvas');
        const isVideo = picture instanceof HTMLVideoElement;
        if (!isVideo && !(picture instanceof HTMLCanvasElement)) return;
        const [width, height] = isVideo
          ? [picture.videoWidth, picture.videoHeight]
          : [picture.width, picture.height];
        if (width < 16 || height < 16) return;
        left -= 1;
        if (left <= 0) clearInterval(timer);
        const atMs = Date.now();
        sampling.tileSamples.push({
          atMs,
          width,
          height,
          luma: sampling.readLuma(picture, width, height),
        });
      }, everyMs);
    },
    { selector: tileSelector(query), everyMs, samplesMax },
  );
}

/** Hands over the samples taken since the last call, oldest first. */
export async function takeTileSamples(page: Page): Promise<TileSample[]> {
  const packed = await page.evaluate(() => (window as unknown as SamplingWindow).tileSamples.splice(0));
  return packed.map(unpack);
}

function prepare(page: Page): Promise<void> {
  return page.evaluate(() => {
    (window as unknown as SamplingWindow).readLuma = (picture, width, height) => {
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('Nothing can be drawn here.');
      context.drawImage(picture, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      const luma = new Uint8Array(width * height);
      for (let index = 0; index < luma.length; index += 1) {
        const [red = 0, green = 0, blue = 0] = [data[4 * index], data[4 * index + 1], data[4 * index + 2]];
        luma[index] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
      }
      let text = '';
      for (let start = 0; start < luma.length; start += 0x8000)
        text += String.fromCharCode(...luma.subarray(start, start + 0x8000));
      return btoa(text);
    };
  });
}

function unpack({ atMs, width, height, luma }: PackedSample): TileSample {
  return { atMs, picture: { width, height, luma: Buffer.from(luma, 'base64') } };
}
