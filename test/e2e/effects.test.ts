// Backgrounds and stickers on a real face before a camera: what the others see, from the first picture on.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { medianOf } from '../../load/measure/statistics.ts';
import { findDarkened, findFrame, grabLuma } from '../helpers/effect-pictures.ts';
import { Participant } from '../helpers/participant.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { tileSelector } from '../helpers/tiles.ts';
import { makeFaceClip } from '../media/face-clip.ts';

const clip = makeFaceClip({ width: 640, height: 360 });
const patience = { timeout: 30_000 };
/** Looks, forty a second, while the face swings once from side to side. */
const swing = 160;
let server: ServerProcess;
let sender: Participant;
let viewer: Participant;

beforeAll(async () => {
  server = await startServer();
  [sender, viewer] = (await Promise.all(
    ['Sender', 'Viewer'].map((nickname) =>
      Participant.open({ origin: server.url, nickname, clipPath: clip.path }),
    ),
  )) as [Participant, Participant];
  await Promise.all([sender.register(), viewer.register()]);
});

afterAll(async () => {
  await Promise.all([sender.close(), viewer.close()]);
  await server.stop();
});

afterEach(() => {
  expect([...sender.errors, ...viewer.errors]).toEqual([]);
});

/** What a viewer saw of the sender since they began to look. */
interface Sight {
  readonly pictures: number;
  /** How sharp the flag behind the person is (mean bend of brightness): the most of any picture, and that of the newest. */
  readonly backgroundMost: number;
  readonly background: number;
  /** The same in the person's face, in the newest. */
  readonly face: number;
  /** Mean brightness 0..255 of the darkest picture and of the newest. */
  readonly darkest: number;
  readonly brightness: number;
  /** Elements that showed the person; a source that is started anew gets another one. */
  readonly elements: number;
}

/** Looks at every picture of the remote tile from now on. */
async function beginToLook(page: Page): Promise<void> {
  await page.evaluate(
    (selector) => {
      const [width, height] = [320, 180];
      const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      const seen = new Set<Element>();
      const sight = {
        pictures: 0,
        backgroundMost: 0,
        background: 0,
        face: 0,
        darkest: 255,
        brightness: 0,
        elements: 0,
      };
      const detail = (
        data: Uint8ClampedArray,
        [left, top, right, bottom]: readonly [number, number, number, number],
      ) => {
        let sum = 0;
        for (let y = top; y < bottom; y += 1)
          for (let x = left; x < right; x += 1) {
            const at = (y * width + x) * 4 + 1;
            sum += Math.abs(2 * (data[at] ?? 0) - (data[at - 4] ?? 0) - (data[at + 4] ?? 0));
          }
        return sum / ((right - left) * (bottom - top));
      };
      const look = () => {
        const picture = document.querySelector(selector)?.querySelector('video, canvas');
        const isReady =
          picture instanceof HTMLVideoElement
            ? picture.videoWidth > 16
            : picture instanceof HTMLCanvasElement && picture.width > 16;
        if (!picture || !isReady || !context) return;
        seen.add(picture);
        context.drawImage(picture as CanvasImageSource & Element, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        let sum = 0;
        for (let at = 1; at < data.length; at += 4) sum += data[at] ?? 0;
        sight.pictures += 1;
        sight.elements = seen.size;
        sight.background = detail(data, [8, 8, 60, 95]);
        sight.backgroundMost = Math.max(sight.backgroundMost, sight.background);
        sight.face = detail(data, [140, 60, 180, 105]);
        sight.brightness = (sum * 4) / data.length;
        sight.darkest = Math.min(sight.darkest, sight.brightness);
      };
      const timer = Number(Reflect.get(window, 'lookTimer'));
      clearInterval(timer);
      Object.assign(window, { sight, lookTimer: setInterval(look, 25) });
    },
    tileSelector({ source: 'camera' }),
  );
}

function sight(page: Page): Promise<Sight> {
  return page.evaluate(() => Reflect.get(window, 'sight') as Sight);
}

async function morePictures(page: Page, count: number): Promise<Sight> {
  const before = (await sight(page)).pictures;
  await expect.poll(async () => (await sight(page)).pictures - before, patience).toBeGreaterThan(count);
  return sight(page);
}

/** The radio button or check box itself is out of sight; people click on its picture. */
function choose(person: Participant, label: string): Promise<void> {
  return person.page.locator('label', { hasText: label }).click();
}

async function inSettings(person: Participant, label: string): Promise<void> {
  await person.page.getByRole('button', { name: 'Settings' }).click();
  await choose(person, label);
  await person.page.keyboard.press('Escape');
}

const cost = (person: Participant) => person.byTestId('effect-cost').innerText();

test('a person who chose a blurred background in the lobby sees it there with its cost, and shows no one the room behind', async () => {
  await sender.byTestId('device-check').click();
  await choose(sender, 'Blurred');
  await expect.poll(() => cost(sender), patience).toMatch(/% of one processor core: [\d.]+ ms a frame/);
  await sender.page.getByRole('checkbox', { name: 'Join with the camera on' }).click();
  const number = await viewer.createRoom();
  await beginToLook(viewer.page);
  await sender.joinRoom(number);
  const blurred = await morePictures(viewer.page, swing);

  await inSettings(sender, 'None');
  await expect.poll(async () => (await sight(viewer.page)).background, patience).toBeGreaterThan(4);
  await beginToLook(viewer.page);
  const plain = await morePictures(viewer.page, swing);
  // The blur leaves a tenth, the codec adds edges of its own; a single picture of the room would leave all.
  expect(blurred.backgroundMost).toBeLessThan(plain.backgroundMost / 2);
  expect(blurred.face).toBeGreaterThan(plain.face / 2);
});

test('another background in the call comes without a black picture and without starting the camera anew', async () => {
  await beginToLook(viewer.page);
  const { darkest } = await morePictures(viewer.page, 20);
  await inSettings(sender, 'Hills');
  await expect.poll(async () => (await sight(viewer.page)).background, patience).toBeLessThan(1.2);
  await inSettings(sender, 'None');
  await expect.poll(async () => (await sight(viewer.page)).background, patience).toBeGreaterThan(4);
  const seen = await morePictures(viewer.page, 20);
  expect(seen.elements).toBe(1);
  expect(seen.darkest).toBeGreaterThan(darkest * 0.8);
});

test('a background is on pictures that go as JPEG too, where it is chosen while the camera runs', async () => {
  await sender.chooseVideoCodec('jpeg');
  await viewer.page.locator(tileSelector({ source: 'camera', codec: 'jpeg' })).waitFor();
  await beginToLook(viewer.page);
  await morePictures(viewer.page, 10);
  await inSettings(sender, 'Night');
  await expect.poll(async () => (await sight(viewer.page)).brightness, patience).toBeLessThan(120);
  expect((await sight(viewer.page)).elements).toBe(1);
  await inSettings(sender, 'None');
  await expect.poll(async () => (await sight(viewer.page)).brightness, patience).toBeGreaterThan(130);
});

test('a moustache follows the face', async () => {
  await inSettings(sender, 'Moustache');
  const selector = '[data-testid=self-tile] video';
  const misses: number[] = [];
  const look = async () => {
    const picture = await grabLuma(sender.page, selector, clip);
    const frame = findFrame(clip, picture);
    const [nose, mouth] = [clip.placeOf('nose', frame), clip.placeOf('mouth', frame)];
    const lip = { x: nose.x + 0.4 * (mouth.x - nose.x), y: nose.y + 0.4 * (mouth.y - nose.y) };
    const found = findDarkened(clip, picture, frame, lip, 60);
    if (found) misses.push(Math.hypot(found.x - lip.x, found.y - lip.y));
    return misses.length;
  };
  await expect.poll(look, { ...patience, interval: 70 }).toBeGreaterThan(20);
  const [left, right] = [clip.placeOf('leftEye', 0), clip.placeOf('rightEye', 0)];
  expect((medianOf(misses) ?? Number.NaN) / Math.hypot(right.x - left.x, right.y - left.y)).toBeLessThan(0.3);
});

test('an effect that cannot be had switches the camera off and says so, and no picture is sent', async () => {
  await viewer.context.route('**/selfie_segmentation*', (route) => route.abort());
  await inSettings(viewer, 'Blurred');
  await beginToLook(sender.page);
  await viewer.byTestId('toggle-camera').click();
  await expect
    .poll(() => viewer.byTestId('message').innerText(), patience)
    .toContain('did not work, so your camera is off');
  await expect.poll(() => viewer.byTestId('toggle-camera').getAttribute('aria-pressed')).toBe('false');
  expect((await sight(sender.page)).pictures).toBe(0);
});
