// Drawing on a shared screen, in real browsers: allowed by the sharer, seen in the right place by all, gone when cleared.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { serveNumberedPage, shareNumberedPageSwitch } from '../helpers/numbered-page.ts';
import { Participant } from '../helpers/participant.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { watchTileNumbers } from '../helpers/tiles.ts';

let server: ServerProcess;
let numbered: ServedPage;
const people: Participant[] = [];
/** How long an effect may take on a busy machine. */
const patience = { timeout: 15_000 };

async function enter(nickname: string, switches: readonly string[] = []): Promise<Participant> {
  const person = await Participant.open({ origin: server.url, nickname, switches });
  people.push(person);
  await person.register();
  return person;
}

beforeAll(async () => {
  numbered = await serveNumberedPage();
});
afterAll(() => numbered.close());
// Every try has a server of its own: on that of the try before, the nicknames would be taken.
beforeEach(async () => {
  server = await startServer();
});
afterEach(async () => {
  await Promise.all(people.splice(0).map((person) => person.close()));
  await server.stop();
});

const sharedScreen = '[data-testid=tile][data-source=screen]';
const ownScreen = '[data-testid=self-tile][data-source=screen]';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Places {
  /** The picture of the tile, without the bars around it. */
  readonly picture: Place;
  /** The one stroke on it. */
  readonly stroke: Place | undefined;
}

/** Where in the window picture and stroke of a tile are, both at one moment: the layout may be gliding. */
async function placesOn(page: Page, tile: string): Promise<Places> {
  return page.locator(tile).evaluate((element) => {
    const picture = element.querySelector<HTMLVideoElement | HTMLCanvasElement>(':is(video, canvas)');
    if (!picture) throw new Error('The tile shows no picture.');
    const isVideo = picture instanceof HTMLVideoElement;
    const width = isVideo ? picture.videoWidth : picture.width;
    const height = isVideo ? picture.videoHeight : picture.height;
    const box = picture.getBoundingClientRect();
    const scale = Math.min(box.width / width, box.height / height);
    const stroke = element.querySelector('[data-testid=mark-stroke] .mark-ink')?.getBoundingClientRect();
    return {
      picture: {
        left: box.left + (box.width - width * scale) / 2,
        top: box.top + (box.height - height * scale) / 2,
        width: width * scale,
        height: height * scale,
      },
      stroke: stroke && { left: stroke.left, top: stroke.top, width: stroke.width, height: stroke.height },
    };
  });
}

/** How far the middle of the one stroke on a tile is from a place, as a share of the picture; 1 without a stroke. */
async function strokeIsOff(page: Page, tile: string, [across, down]: [number, number]): Promise<number> {
  const { picture, stroke } = await placesOn(page, tile);
  if (!stroke) return 1;
  return Math.max(
    Math.abs((stroke.left + stroke.width / 2 - picture.left) / picture.width - across),
    Math.abs((stroke.top + stroke.height / 2 - picture.top) / picture.height - down),
  );
}

/** Sharer shows a numbered page as JPEG to Drawer and Other, who could share one too. */
async function meetAtSharedScreen() {
  const sharer = await enter('Sharer', [shareNumberedPageSwitch]);
  const drawer = await enter('Drawer');
  const other = await enter('Other', [shareNumberedPageSwitch]);
  await (await sharer.context.newPage()).goto(numbered.address);
  await sharer.page.bringToFront();
  const number = await sharer.createRoom();
  await Promise.all([drawer.joinRoom(number), other.joinRoom(number)]);
  await sharer.chooseVideoCodec('jpeg');
  await sharer.toggle('toggle-share', true);
  return { sharer, drawer, other, number };
}

test('a viewer whom the sharer allows draws, all see it in its place, and the sharer clears it', async () => {
  const { sharer, drawer, other, number } = await meetAtSharedScreen();
  await Promise.all([drawer, other].map(({ page }) => watchTileNumbers(page, { source: 'screen' }, 1)));
  await expect.poll(() => drawer.byTestId('marks-toggle').count()).toBe(0);

  const preview = sharer.page.locator(ownScreen);
  await preview.hover();
  await preview.getByTestId('drawers').click();
  await sharer.page.getByRole('menuitemradio', { name: 'Chosen people' }).click();
  await sharer.page.getByRole('menuitemcheckbox', { name: 'Drawer' }).click();
  await sharer.page.keyboard.press('Escape');

  await drawer.byTestId('marks-toggle').click();
  await drawer.page.getByTestId('marks-bar').getByRole('button', { name: 'Green' }).click();
  const { picture } = await placesOn(drawer.page, sharedScreen);
  const at = (across: number, down: number): [number, number] => [
    picture.left + across * picture.width,
    picture.top + down * picture.height,
  ];
  await drawer.page.mouse.move(...at(0.2, 0.7));
  await drawer.page.mouse.down();
  await drawer.page.mouse.move(...at(0.4, 0.8), { steps: 8 });
  await drawer.page.mouse.up();

  await other.page.setViewportSize({ width: 700, height: 900 });
  const late = await enter('Late');
  await late.joinRoom(number);
  await watchTileNumbers(late.page, { source: 'screen' }, 1);
  const views = [
    [drawer, sharedScreen],
    [other, sharedScreen],
    [late, sharedScreen],
    [sharer, ownScreen],
  ] as const;
  for (const [person, tile] of views) {
    const off = () => strokeIsOff(person.page, tile, [0.3, 0.75]);
    await expect.poll(off, { ...patience, message: person.nickname }).toBeLessThan(0.01);
  }
  await expect.poll(() => other.byTestId('marks-toggle').count()).toBe(0);
  await expect.poll(() => late.byTestId('marks-toggle').count()).toBe(0);

  await late.byTestId('toggle-float').click();
  const floatingWidth = () =>
    late.page.evaluate(
      () => window.documentPictureInPicture?.window?.document.querySelector('canvas')?.width ?? 0,
    );
  await expect.poll(floatingWidth).toBeGreaterThanOrEqual(1280);
  await late.byTestId('toggle-float').click();

  await drawer.page.keyboard.press('Escape');
  await drawer.byTestId('marks-bar').waitFor({ state: 'detached' });

  // U7: the share goes on in another mode: tile and drawing stay where they are, and who may draw still may.
  await drawer.page.locator(sharedScreen).evaluate((tile) => (tile.id = 'tile-before'));
  await drawer.page.locator(`${sharedScreen} canvas`).evaluate((canvas) => (canvas.id = 'picture-before'));
  await preview.hover();
  await preview.getByRole('button', { name: 'Smooth motion' }).click();
  await drawer.page.locator('#picture-before').waitFor({ state: 'detached' });
  await watchTileNumbers(drawer.page, { source: 'screen' }, 2);
  await expect.poll(() => drawer.page.locator(sharedScreen).getAttribute('id')).toBe('tile-before');
  await drawer.byTestId('marks-toggle').waitFor();
  for (const [person, tile] of views) {
    const off = () => strokeIsOff(person.page, tile, [0.3, 0.75]);
    await expect.poll(off, { ...patience, message: person.nickname }).toBeLessThan(0.01);
  }

  await preview.hover();
  await preview.getByTestId('drawers').click();
  await sharer.page.getByRole('menuitem', { name: 'Erase all drawings' }).click();
  for (const [person, tile] of views) {
    const strokes = person.page.locator(`${tile} [data-testid=mark-stroke]`);
    await expect.poll(() => strokes.count(), { ...patience, message: person.nickname }).toBe(0);
  }
  expect(people.flatMap(({ errors }) => errors)).toEqual([]);
});

/** Area of a screen's tile in CSS pixels. */
async function areaOf(page: Page, peer: string): Promise<number> {
  const box = await page.locator(`${sharedScreen}[data-peer="${peer}"]`).boundingBox();
  return (box?.width ?? 0) * (box?.height ?? 0);
}

test('two screens are shown at once, one is chosen large, and it stays when the other ends', async () => {
  const { sharer, drawer, other } = await meetAtSharedScreen();
  await (await other.context.newPage()).goto(numbered.address);
  await other.page.bringToFront();
  await other.chooseVideoCodec('h264');
  await other.toggle('toggle-share', true);
  const { page } = drawer;
  for (const codec of ['jpeg', 'h264'] as const) await watchTileNumbers(page, { source: 'screen', codec }, 3);
  const peers = await page
    .locator(sharedScreen)
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['peer'] ?? ''));
  const [jpeg = '', h264 = ''] = peers;
  await expect.poll(async () => (await areaOf(page, jpeg)) - (await areaOf(page, h264))).toBe(0);

  const chosen = page.locator(`${sharedScreen}[data-peer="${h264}"]`);
  await chosen.getByRole('button', { name: 'Pin Other' }).click();
  await expect.poll(async () => (await areaOf(page, h264)) > 4 * (await areaOf(page, jpeg))).toBe(true);
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  const before = await chosen.boundingBox();
  await sharer.toggle('toggle-share', false);
  await page.locator(`${sharedScreen}[data-peer="${jpeg}"]`).waitFor({ state: 'detached' });
  expect(await chosen.boundingBox()).toEqual(before);
  await watchTileNumbers(page, { source: 'screen', codec: 'h264' }, 3);
  expect(people.flatMap(({ errors }) => errors)).toEqual([]);
});
