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

const watch = (page: MediaPage['page'], name: string, forMs: number) =>
  page.evaluate(([name, forMs]) => (window as unknown as PageWindow).watchCodes(name, forMs), [
    name,
    forMs,
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

test('the pictures of a camera are shown in order and at its rate', async () => {
  const page = await startPictures('camera');
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  await page.waitForTimeout(1000);
  const codes = await watch(page, 'tile', 4000);
  const stats = await page.evaluate(() => (window as unknown as PageWindow).pictureStats());
  console.log(`JPEG camera loopback: ${codes.length} codes in 4 s, ${JSON.stringify(stats)}`);
  expect(codes.length).toBeGreaterThan(35);
  // The clip has 300 frames and may begin again once in that time.
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  expect(steps.filter((step) => step < 0).length).toBeLessThanOrEqual(1);
  expect(stats.receiver).toMatchObject({ width: 640, height: 360 });
  expect(stats.receiver.framesPerSecond).toBeGreaterThan(8);
});

test('a browser without access to the frames of a track sends its camera all the same', async () => {
  const page = await openPage((page) =>
    page.addInitScript(() => Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor')),
  );
  await page.evaluate(() => (window as unknown as PageWindow).startPictures('camera'));
  await page.evaluate(() => (window as unknown as PageWindow).show('tile'));
  await page.waitForTimeout(1000);
  expect((await watch(page, 'tile', 3000)).length).toBeGreaterThan(15);
});

test('a source that nobody shows is not decoded', async () => {
  const page = await startPictures('camera');
  await page.waitForTimeout(1500);
  const before = await page.evaluate(() => (window as unknown as PageWindow).pictureStats());
  expect(before.sender.framesSent).toBeGreaterThan(5);
  expect(before.receiver.framesDecoded).toBe(0);
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
  expect((await watch(page, 'tile', 1000)).length).toBeGreaterThan(3);
  await page.evaluate(() => (window as unknown as PageWindow).show('other'));
  const [own, other] = [await watch(page, 'tile', 1000), await watch(page, 'other', 1000)];
  expect(own.length).toBeGreaterThan(3);
  expect(other.length).toBeGreaterThan(3);
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
  await page.waitForTimeout(6000);
  const codes = await watch(page, 'tile', 4000);
  const stats = await page.evaluate(() => (window as unknown as PageWindow).pictureStats());
  const mostBuffered = await page.evaluate(() => (window as unknown as PageWindow).mostBuffered());
  console.log(`JPEG camera at 30 kB/s: ${codes.length} codes in 4 s, ${JSON.stringify(stats)}`);
  expect(codes.length).toBeGreaterThan(8);
  expect(stats.sender.framesDropped).toBeGreaterThan(0);
  expect(stats.sender.width).toBeLessThan(640);
  // Two pictures of full size: one on its way and the one that found room behind it.
  expect(mostBuffered).toBeLessThan(2.5 * 8000);
});

test('a track is shown in a video element, counted, and let go', async () => {
  const page = await openPage();
  await page.evaluate(() => (window as unknown as PageWindow).startVideo());
  await page.waitForTimeout(2500);
  const stats = await page.evaluate(() => (window as unknown as PageWindow).videoStats());
  expect(stats).toMatchObject({ width: 640, height: 360 });
  expect(stats.framesDecoded).toBeGreaterThan(10);
  expect(stats.framesPerSecond).toBeGreaterThan(5);
  expect(await page.evaluate(() => (window as unknown as PageWindow).endVideo())).toBe(true);
});
