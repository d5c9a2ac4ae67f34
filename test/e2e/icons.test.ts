// The icons that the desktop program is packed with are files of the project: they must be what the drawing looks like.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumProgram, usualSwitches } from '../helpers/chromium.ts';

const root = join(import.meta.dirname, '../..');
/** Two rasterizers differ at edges by this much of 255 in the mean, another drawing by far more. */
const meanDifferenceMax = 4;

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumProgram(), args: [...usualSwitches] });
});
afterAll(() => browser.close());

async function asUrl(file: string, type: string): Promise<string> {
  return `data:${type};base64,${(await readFile(join(root, file))).toString('base64')}`;
}

test.each([16, 24, 32, 48, 64, 128, 256, 512])('the icon of %i pixels shows the drawing', async (sizePx) => {
  const page = await browser.newPage();
  const urls = [
    await asUrl('client/ui/public/icon.svg', 'image/svg+xml'),
    await asUrl(`scripts/package/icons/${sizePx}x${sizePx}.png`, 'image/png'),
  ];
  const { widths, difference } = await page.evaluate(
    async ({ urls: sources, sizePx: side }) => {
      const images = await Promise.all(
        sources.map(async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          return image;
        }),
      );
      const [drawn = [], packed = []] = images.map((image) => {
        const context = new OffscreenCanvas(side, side).getContext('2d');
        context?.drawImage(image, 0, 0, side, side);
        return [...(context?.getImageData(0, 0, side, side).data ?? [])];
      });
      const sum = drawn.reduce((total, value, at) => total + Math.abs(value - (packed[at] ?? 0)), 0);
      return { widths: images.map(({ naturalWidth }) => naturalWidth), difference: sum / drawn.length };
    },
    { urls, sizePx },
  );
  expect(widths[1]).toBe(sizePx);
  expect(difference).toBeLessThan(meanDifferenceMax);
  await page.close();
});
