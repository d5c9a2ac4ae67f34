// What a camera may cost, and a call without pictures: chosen in the settings, through the real server.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { tileSelector, watchTileNumbers } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';

let server: ServerProcess;
let sender: Participant;
let viewer: Participant;
const patience = { timeout: 30_000 };

beforeAll(async () => {
  server = await startServer();
  sender = await Participant.open({
    origin: server.url,
    nickname: 'Sender',
    clipPath: makeClip({ width: 1280, height: 720, frameCount: 30 }),
  });
  viewer = await Participant.open({ origin: server.url, nickname: 'Viewer' });
  await Promise.all([sender.register(), viewer.register()]);
  await viewer.joinRoom(await sender.createRoom());
});

afterAll(async () => {
  await Promise.all([sender.close(), viewer.close()]);
  await server.stop();
});

afterEach(() => {
  expect([...sender.errors, ...viewer.errors]).toEqual([]);
});

async function chooseQuality(quality: string): Promise<void> {
  await sender.page.getByRole('button', { name: 'Settings' }).click();
  await sender.page.getByLabel('Camera quality').selectOption(quality);
  await sender.page.keyboard.press('Escape');
}

const widthCaptured = () =>
  sender.page
    .locator('[data-testid=self-tile] video')
    .evaluate((video: HTMLVideoElement) => video.videoWidth);
const widthSeen = async () => (await viewer.statsOf('Sender'))?.pictures[0]?.width;

test('a running camera changes its quality, off shuts it, and its switch brings it back', async () => {
  await sender.toggle('toggle-camera', true);
  await expect.poll(widthCaptured, patience).toBe(1280);
  await chooseQuality('low');
  await expect.poll(widthCaptured, patience).toBe(640);
  await expect.poll(widthSeen, patience).toBe(640);
  await chooseQuality('off');
  await viewer.page.locator(tileSelector({ source: 'camera' })).waitFor({ state: 'detached' });
  await expect.poll(() => sender.byTestId('toggle-camera').getAttribute('aria-pressed')).toBe('false');
  await sender.toggle('toggle-camera', true);
  await expect.poll(widthCaptured, patience).toBe(1280);
});

test('a person who wants audio only receives no picture until they want pictures again', async () => {
  await watchTileNumbers(viewer.page, { source: 'camera' }, 1);
  await viewer.page.getByRole('button', { name: 'Settings' }).click();
  await viewer.page.getByRole('switch', { name: 'Audio only' }).click();
  await viewer.page.keyboard.press('Escape');
  await viewer.page.locator(tileSelector({ source: 'camera' })).waitFor({ state: 'detached' });
  await viewer.page.getByRole('button', { name: 'Show video' }).click();
  await expect.poll(widthSeen, patience).toBeGreaterThan(0);
});
