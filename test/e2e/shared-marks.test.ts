// Drawing on a shared screen, in real browsers: allowed by the sharer, seen in the right place by all, gone when cleared.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveNumberedPage, shareNumberedPageSwitch } from '../helpers/numbered-page.ts';
import { Participant } from '../helpers/participant.ts';
import type { ServedPage } from '../helpers/serve-page.ts';
import { startServer, type ServerProcess } from '../helpers/server.ts';
import { watchTileNumbers } from '../helpers/tiles.ts';

let server: ServerProcess;
let numbered: ServedPage;
const people: Participant[] = [];

async function enter(nickname: string, switches: readonly string[] = []): Promise<Participant> {
  const person = await Participant.open({ origin: server.url, nickname, switches });
  people.push(person);
  await person.register();
  return person;
}

beforeAll(async () => {
  [server, numbered] = await Promise.all([startServer(), serveNumberedPage()]);
});
afterAll(async () => {
  await Promise.all(people.map((person) => person.close()));
  await Promise.all([server.stop(), numbered.close()]);
});

const sharedScreen = '[data-testid=tile][data-source=screen]';
const ownScreen = '[data-testid=self-tile][data-source=screen]';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where in the window the picture of a tile is, without the bars around it. */
async function pictureOf(page: Page, tile: string): Promise<Place> {
  return page.locator(`${tile} :is(video, canvas)`).evaluate((picture) => {
    const isVideo = picture instanceof HTMLVideoElement;
    const canvas = picture as HTMLCanvasElement;
    const width = isVideo ? picture.videoWidth : canvas.width;
    const height = isVideo ? picture.videoHeight : canvas.height;
    const box = picture.getBoundingClientRect();
    const scale = Math.min(box.width / width, box.height / height);
    return {
      left: box.left + (box.width - width * scale) / 2,
      top: box.top + (box.height - height * scale) / 2,
      width: width * scale,
      height: height * scale,
    };
  });
}

/** Middle of the one stroke on a tile, as shares of the picture. */
async function strokeOn(page: Page, tile: string): Promise<readonly [number, number]> {
  const ink = page.locator(`${tile} [data-testid=mark-stroke] .mark-ink`);
  await ink.waitFor({ state: 'attached' });
  const { left, top, width, height } = await pictureOf(page, tile);
  const box = await ink.evaluate((path) => {
    const { left: x, top: y, width: across, height: down } = path.getBoundingClientRect();
    return [x + across / 2, y + down / 2] as const;
  });
  return [(box[0] - left) / width, (box[1] - top) / height];
}

test('a viewer whom the sharer allows draws, all see it in its place, and the sharer clears it', async () => {
  const sharer = await enter('Sharer', [shareNumberedPageSwitch]);
  const drawer = await enter('Drawer');
  const other = await enter('Other', [shareNumberedPageSwitch]);
  await (await sharer.context.newPage()).goto(numbered.address);
  await sharer.page.bringToFront();
  const number = await sharer.createRoom();
  await Promise.all([drawer.joinRoom(number), other.joinRoom(number)]);
  await sharer.chooseVideoCodec('jpeg');
  await sharer.toggle('toggle-share', true);
  await Promise.all([drawer, other].map(({ page }) => watchTileNumbers(page, { source: 'screen' }, 1)));
  expect(await drawer.byTestId('marks-toggle').count()).toBe(0);

  const preview = sharer.page.locator(ownScreen);
  await preview.hover();
  await preview.getByTestId('drawers').click();
  await sharer.page.getByRole('menuitemradio', { name: 'Chosen people' }).click();
  await sharer.page.getByRole('menuitemcheckbox', { name: 'Drawer' }).click();
  await sharer.page.keyboard.press('Escape');

  await drawer.byTestId('marks-toggle').click();
  await drawer.page.getByTestId('marks-bar').getByRole('button', { name: 'Green' }).click();
  const picture = await pictureOf(drawer.page, sharedScreen);
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
    // The layout glides to its place.
    await expect.poll(async () => (await strokeOn(person.page, tile))[0]).toBeCloseTo(0.3, 1);
    const [across, down] = await strokeOn(person.page, tile);
    expect(Math.abs(across - 0.3), person.nickname).toBeLessThan(0.01);
    expect(Math.abs(down - 0.75), person.nickname).toBeLessThan(0.01);
  }
  expect(await other.byTestId('marks-toggle').count()).toBe(0);
  expect(await late.byTestId('marks-toggle').count()).toBe(0);

  await late.byTestId('toggle-float').click();
  const floatingWidth = () =>
    late.page.evaluate(
      () => window.documentPictureInPicture?.window?.document.querySelector('canvas')?.width ?? 0,
    );
  await expect.poll(floatingWidth).toBeGreaterThanOrEqual(1280);
  await late.byTestId('toggle-float').click();

  await drawer.page.keyboard.press('Escape');
  await drawer.byTestId('marks-bar').waitFor({ state: 'detached' });
  await preview.hover();
  await preview.getByTestId('drawers').click();
  await sharer.page.getByRole('menuitem', { name: 'Erase all drawings' }).click();
  for (const [person, tile] of views)
    await person.page.locator(`${tile} [data-testid=mark-stroke]`).waitFor({ state: 'detached' });

  // The share begins anew, with another picture: the tile stays where it is, and who may draw still may.
  await drawer.page.locator(sharedScreen).evaluate((tile) => (tile.id = 'tile-before'));
  await drawer.page.locator(`${sharedScreen} canvas`).evaluate((canvas) => (canvas.id = 'picture-before'));
  await preview.hover();
  await preview.getByRole('button', { name: 'Smooth motion' }).click();
  await drawer.page.locator('#picture-before').waitFor({ state: 'detached' });
  await watchTileNumbers(drawer.page, { source: 'screen' }, 2);
  expect(await drawer.page.locator(sharedScreen).getAttribute('id')).toBe('tile-before');
  await drawer.byTestId('marks-toggle').waitFor();
  expect(people.flatMap(({ errors }) => errors)).toEqual([]);
});

/** Area of a screen's tile in CSS pixels. */
async function areaOf(page: Page, peer: string): Promise<number> {
  const box = await page.locator(`${sharedScreen}[data-peer="${peer}"]`).boundingBox();
  return (box?.width ?? 0) * (box?.height ?? 0);
}

test('two screens are shown at once, one is chosen large, and it stays when the other ends', async () => {
  const [sharer, drawer, other] = people;
  if (!sharer || !drawer || !other) throw new Error('The people of the test before are not there.');
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
  expect(await areaOf(page, jpeg)).toBe(await areaOf(page, h264));

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
