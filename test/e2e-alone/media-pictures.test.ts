// JPEG pictures through the real sender and receiver in a real Chromium, told apart by their picture codes.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeClip } from '../media/clip.ts';
import { type MediaPage, MediaPages } from './media-page.ts';
import type { PictureLoopbackWindow } from './pages/picture-loopback.ts';

type PageWindow = Window & PictureLoopbackWindow;

let pages: MediaPages;
let open: MediaPage | undefined;

beforeAll(async () => {
  pages = await MediaPages.start();
});
afterAll(() => pages.close());

afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function openPage(prepare?: (page: MediaPage['page']) => Promise<unknown>): Promise<MediaPage['page']> {
  open = await pages.open({ name: 'picture-loopback', clipPath: makeClip(), ...(prepare && { prepare }) });
  return open.page;
}

async function startPictures(source: 'camera' | 'screen'): Promise<MediaPage['page']> {
  const page = await openPage();
  await page.evaluate((source) => (window as unknown as PageWindow).startPictures(source), source);
  return page;
}

/** Waits until so many different pictures have been seen: how soon that is is the machine's affair. @returns their codes, in order */
const watch = (page: MediaPage['page'], name: string, count: number) =>
  page.evaluate(([name, count]) => (window as unknown as PageWindow).watchCodes(name, count), [
    name,
    count,
  ] as const);

/** The value of a counter that has stood still for a second. */
async function untilSteady(read: () => Promise<number>): Promise<number> {
  let last = -1;
  await expect
    .poll(
      async () => {
        const before = last;
        last = await read();
        return last - before;
      },
      { interval: 1000 },
    )
    .toBe(0);
  return last;
}

test('the pictures of a camera are shown in order', async () => {
  const page = await startPictures('camera');
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  const startedMs = performance.now();
  const codes = await watch(page, 'tile', 40);
  const tookMs = performance.now() - startedMs;
  const stats = await page.evaluate(() => (window as unknown as PageWindow).pictureStats());
  console.log(`JPEG camera loopback: 40 codes in ${tookMs.toFixed(0)} ms, ${JSON.stringify(stats)}`);
  // The clip has 300 frames and may begin again once in that time.
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  expect(steps.filter((step) => step < 0).length).toBeLessThanOrEqual(1);
  expect(stats.receiver).toMatchObject({ width: 640, height: 360 });
  expect(stats.receiver.framesPerSecond).toBeGreaterThan(0);
});

test('a browser without access to the frames of a track sends its camera all the same', async () => {
  const page = await openPage((page) =>
    page.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor')),
  );
  await page.evaluate(() => (window as unknown as PageWindow).startPictures('camera'));
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  expect(await watch(page, 'tile', 16)).toHaveLength(16);
});

test('a source that nobody shows is not decoded', async () => {
  const page = await startPictures('camera');
  const stats = () => page.evaluate(() => (window as unknown as PageWindow).pictureStats());
  await expect.poll(async () => (await stats()).sender.framesSent).toBeGreaterThan(5);
  expect((await stats()).receiver.framesDecoded).toBe(0);
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  await expect
    .poll(() => page.evaluate(() => (window as unknown as PageWindow).codeOn('tile')))
    .toBeDefined();
});

test('a canvas that is taken off and put back goes on, and another begins with the picture that is there', async () => {
  const page = await startPictures('camera');
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  await expect
    .poll(() => page.evaluate(() => (window as unknown as PageWindow).codeOn('tile')))
    .toBeDefined();
  await page.evaluate(() => {
    (window as unknown as PageWindow).hide('tile');
    (window as unknown as PageWindow).show('tile');
  });
  expect(await watch(page, 'tile', 4)).toHaveLength(4);
  await page.evaluate(() => (window as unknown as PageWindow).show('other'));
  expect(await watch(page, 'tile', 4)).toHaveLength(4);
  expect(await watch(page, 'other', 4)).toHaveLength(4);
});

test('a change on a still screen is shown, and only what changed is sent', async () => {
  const page = await startPictures('screen');
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  const codeOn = () => page.evaluate(() => (window as unknown as PageWindow).codeOn('tile'));
  const sent = async () =>
    (await page.evaluate(() => (window as unknown as PageWindow).pictureStats())).sender;
  const bytesSent = async () => (await sent()).bytesSent;
  const framesSent = async () => (await sent()).framesSent;
  await expect.poll(codeOn).toBe(0);
  // What stands still is sent once more, more sharply; then nothing is.
  await expect.poll(framesSent).toBeGreaterThan(1);
  const sharpened = await untilSteady(bytesSent);
  await page.evaluate(() => (window as unknown as PageWindow).drawScreen(1));
  await expect.poll(codeOn).toBe(1);
  // Whole, it would be a third at least: the second, sharper time is the larger one.
  expect((await bytesSent()) - sharpened).toBeLessThan(sharpened / 3);
});

test('whoever begins to watch a still screen late gets it whole when it is asked for', async () => {
  const page = await startPictures('screen');
  await page.evaluate(() => (window as unknown as PageWindow).drawScreen(4711));
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    (window as unknown as PageWindow).show('tile');
    (window as unknown as PageWindow).requestKeyFrame();
  });
  const askedAt = Date.now();
  await expect.poll(() => page.evaluate(() => (window as unknown as PageWindow).codeOn('tile'))).toBe(4711);
  console.log(`JPEG screen loopback: whole picture ${Date.now() - askedAt} ms after it was asked for`);
});

test('a slow channel gets fewer and smaller pictures, and never a queue of them', async () => {
  const page = await openPage();
  await page.evaluate(() => (window as unknown as PageWindow).startSlowPictures(30_000));
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  const sender = async () =>
    (await page.evaluate(() => (window as unknown as PageWindow).pictureStats())).sender;
  await expect.poll(async () => (await sender()).framesDropped).toBeGreaterThan(0);
  await expect.poll(async () => (await sender()).width).toBeLessThan(640);
  // They still come.
  expect(await watch(page, 'tile', 9)).toHaveLength(9);
  const mostBuffered = await page.evaluate(() => (window as unknown as PageWindow).mostBuffered());
  // Two pictures of full size: one on its way and the one that found room behind it.
  expect(mostBuffered).toBeLessThan(2.5 * 8000);
});

test('a track is shown in a video element, counted, and let go', async () => {
  const page = await openPage();
  await page.evaluate(() => (window as unknown as PageWindow).startVideo());
  const stats = () => page.evaluate(() => (window as unknown as PageWindow).videoStats());
  await expect.poll(async () => (await stats()).framesDecoded).toBeGreaterThan(10);
  expect(await stats()).toMatchObject({ width: 640, height: 360 });
  await expect.poll(async () => (await stats()).framesPerSecond).toBeGreaterThan(0);
  expect(await page.evaluate(() => (window as unknown as PageWindow).endVideo())).toBe(true);
});
