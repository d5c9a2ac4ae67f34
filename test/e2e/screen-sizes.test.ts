// Shared screens of sizes that the H.264 encoder does not take, through the real server. A canvas of the size stands for the screen.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { tileSelector } from '../helpers/tiles.ts';

declare global {
  interface Window {
    /** The size of the canvas that is shared, from now on. */
    setScreenSize(width: number, height: number): void;
  }
}

let server: ServerProcess;
let sharer: Participant;
let viewer: Participant;

/** Shares a canvas that is green all over, now brighter and now darker. */
const shareCanvas = `(() => {
  const canvas = document.createElement('canvas');
  let pictures = 0;
  window.setScreenSize = (width, height) => {
    canvas.width = width;
    canvas.height = height;
  };
  setInterval(() => {
    pictures += 1;
    const context = canvas.getContext('2d');
    context.fillStyle = pictures % 2 === 0 ? '#00c000' : '#00ff00';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }, 100);
  navigator.mediaDevices.getDisplayMedia = async () => canvas.captureStream();
})();`;

beforeAll(async () => {
  server = await startServer();
  sharer = await Participant.open({ origin: server.url, nickname: 'Sharer', initScript: shareCanvas });
  viewer = await Participant.open({ origin: server.url, nickname: 'Viewer' });
  await Promise.all([sharer.register(), viewer.register()]);
  await viewer.joinRoom(await sharer.createRoom());
});

afterAll(async () => {
  await Promise.all([sharer.close(), viewer.close()]);
  await server.stop();
});

/** What the viewer sees of the screen: the width in pixels, and whether it is green. */
function look(codec?: 'h264' | 'jpeg'): Promise<{ width: number; green: boolean } | undefined> {
  const selector = tileSelector({ source: 'screen', ...(codec && { codec }) });
  return viewer.page.evaluate((tile) => {
    const picture = document.querySelector(tile)?.querySelector('video, canvas');
    const isVideo = picture instanceof HTMLVideoElement;
    if (!isVideo && !(picture instanceof HTMLCanvasElement)) return undefined;
    const width = isVideo ? picture.videoWidth : picture.width;
    if (width < 2) return undefined;
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context?.drawImage(picture, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
    return { width, green: green > 120 && red < 80 && blue < 80 };
  }, selector);
}

async function share(width: number, height: number): Promise<void> {
  await sharer.page.evaluate(([across, down]) => window.setScreenSize(across, down), [
    width,
    height,
  ] as const);
  await sharer.toggle('toggle-share', true);
}

async function endShare(): Promise<void> {
  await sharer.toggle('toggle-share', false);
  await viewer.page.locator(tileSelector({ source: 'screen' })).waitFor({ state: 'detached' });
}

test.each([
  { width: 4096, height: 2304, codec: 'h264', seen: 4096 },
  { width: 5120, height: 2880, codec: 'h264', seen: 4096 },
  { width: 7680, height: 4320, codec: 'h264', seen: 4096 },
  { width: 2160, height: 7680, codec: 'h264', seen: 1600 },
  { width: 8, height: 600, codec: 'jpeg', seen: 8 },
  { width: 800, height: 12, codec: 'jpeg', seen: 800 },
] as const)('X5: a screen of $width x $height is seen, as $codec', async ({ width, height, codec, seen }) => {
  await sharer.chooseVideoCodec('h264');
  await share(width, height);
  await expect.poll(() => look(codec)).toMatchObject({ green: true });
  expect(Math.abs(((await look(codec))?.width ?? 0) / seen - 1)).toBeLessThan(0.05);
  await endShare();
});

/** @returns the width that is seen once the share has been seen as it began and has another size */
async function shareAndResize(width: number, height: number): Promise<number> {
  await sharer.chooseVideoCodec('h264');
  await share(1280, 720);
  await expect.poll(() => look('h264')).toEqual({ width: 1280, green: true });
  await sharer.page.evaluate(([across, down]) => window.setScreenSize(across, down), [
    width,
    height,
  ] as const);
  const startMs = performance.now();
  let seen = 0;
  const isAnother = async (): Promise<boolean> => {
    const { width: now = 0, green = false } = (await look()) ?? {};
    seen = now;
    return green && now !== 1280;
  };
  // Painting, capturing and encoding so much on two busy cores holds the page up.
  await expect.poll(isAnother, { timeout: 60_000 }).toBe(true);
  console.log(`Seen ${(performance.now() - startMs).toFixed(0)} ms after the window changed its size`);
  await endShare();
  return seen;
}

test('X5: a shared window that grows beyond what the encoder takes is seen as large as it takes', async () => {
  // On a machine that is busy with other things it may go on as JPEG, 2560 wide.
  expect(await shareAndResize(4224, 2400)).toBeGreaterThanOrEqual(2560);
});

test('X5: a shared window that becomes too low for the encoder is seen as JPEG', async () => {
  expect(await shareAndResize(800, 12)).toBe(800);
});

test('X5: what this one window could not, the next one can', async () => {
  await share(1280, 720);
  await expect.poll(() => look('h264')).toEqual({ width: 1280, green: true });
  await endShare();
  expect([...sharer.errors, ...viewer.errors]).toEqual([]);
});
