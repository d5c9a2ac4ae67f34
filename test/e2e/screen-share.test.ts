// Shared screens through the real server: a numbered tab, captured by Chromium as a person would share it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { serveNumberedPage, shareNumberedPageSwitch } from '../helpers/numbered-page.ts';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { countFalls, tileSelector, watchTileNumbers } from '../helpers/tiles.ts';
import { makeClip } from '../media/clip.ts';

let server: ServerProcess;
let numbered: ServedPage;
let sharer: Participant;
let viewer: Participant;

beforeAll(async () => {
  [server, numbered] = await Promise.all([startServer(), serveNumberedPage()]);
  sharer = await Participant.open({
    origin: server.url,
    nickname: 'Sharer',
    clipPath: makeClip(),
    switches: [shareNumberedPageSwitch],
  });
  viewer = await Participant.open({ origin: server.url, nickname: 'Viewer' });
  await (await sharer.context.newPage()).goto(numbered.address);
  await sharer.page.bringToFront();
  await Promise.all([sharer.register(), viewer.register()]);
  await viewer.joinRoom(await sharer.createRoom());
});

afterAll(async () => {
  await Promise.all([sharer.close(), viewer.close()]);
  await Promise.all([server.stop(), numbered.close()]);
});

afterEach(() => {
  // Emptied, so that a second try is judged by its own.
  expect([...sharer.errors.splice(0), ...viewer.errors.splice(0)]).toEqual([]);
});

for (const codec of ['h264', 'jpeg'] as const) {
  test(`a screen shared as ${codec} is seen with rising numbers until the share is switched off`, async () => {
    await sharer.chooseVideoCodec(codec);
    const startMs = performance.now();
    await sharer.toggle('toggle-share', true);
    await watchTileNumbers(viewer.page, { source: 'screen', codec }, 1);
    console.log(
      `Screen as ${codec}: first frame ${(performance.now() - startMs).toFixed(0)} ms after the click`,
    );
    const numbers = await watchTileNumbers(viewer.page, { source: 'screen', codec }, 12);
    expect(countFalls(numbers), `numbers seen: ${numbers.join(' ')}`).toBeLessThanOrEqual(1);
    const pictures = (await viewer.statsOf(sharer.nickname))?.pictures;
    expect(pictures).toMatchObject([{ source: 'screen', codec }]);
    expect(pictures?.[0]?.width).toBeGreaterThanOrEqual(1280);
    await sharer.toggle('toggle-share', false);
    await viewer.page.locator(tileSelector({ source: 'screen' })).waitFor({ state: 'detached' });
  });
}

test('camera and screen are seen at once, each as what was chosen when it started', async () => {
  await sharer.chooseVideoCodec('jpeg');
  await sharer.toggle('toggle-share', true);
  await sharer.toggle('toggle-camera', true);
  const [screen, camera] = await Promise.all([
    watchTileNumbers(viewer.page, { source: 'screen', codec: 'jpeg' }, 8),
    watchTileNumbers(viewer.page, { source: 'camera', codec: 'jpeg' }, 8),
  ]);
  expect(countFalls(screen)).toBeLessThanOrEqual(1);
  expect(countFalls(camera)).toBeLessThanOrEqual(1);
  await sharer.toggle('toggle-camera', false);
  await viewer.page.locator(tileSelector({ source: 'camera' })).waitFor({ state: 'detached' });
  await expect.poll(() => viewer.page.locator(tileSelector({ source: 'screen' })).count()).toBe(1);
  await sharer.toggle('toggle-share', false);
});

test('a running share is seen on when its sharer changes it from text to motion', async () => {
  await sharer.chooseVideoCodec('h264');
  await sharer.toggle('toggle-share', true);
  await watchTileNumbers(viewer.page, { source: 'screen', codec: 'h264' }, 3);
  const motion = sharer.page.getByRole('button', { name: 'Smooth motion' });
  const preview = sharer.page.locator('[data-testid=self-tile][data-source=screen] video');
  const width = () => preview.evaluate((video: HTMLVideoElement) => video.videoWidth);
  // A try before this one may have left it pressed.
  if ((await motion.getAttribute('aria-pressed')) === 'true') await motion.click();
  await expect.poll(width).toBeGreaterThanOrEqual(1280);
  await motion.click();
  await expect.poll(() => motion.getAttribute('aria-pressed')).toBe('true');
  await watchTileNumbers(viewer.page, { source: 'screen', codec: 'h264' }, 8);
  // Of whatever size: for motion Chromium captures a tab smaller while its encoder finds the machine busy.
  expect(await width()).toBeGreaterThan(0);
  await sharer.toggle('toggle-share', false);
});
