// The layouts of a call: who is large, who stays in place, and whose picture is received.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Preview, startPreview } from '../helpers/preview.ts';

let preview: Preview;

beforeAll(async () => {
  preview = await startPreview();
});
afterAll(() => preview.close());

/** The peer whose tile has the most area. */
async function largest(page: Page): Promise<string | undefined> {
  return page.locator('main li[data-peer]').evaluateAll((tiles) => {
    const areaOf = (tile: Element) => tile.clientWidth * tile.clientHeight;
    const [first] = tiles.toSorted((a, b) => areaOf(b) - areaOf(a));
    return first instanceof HTMLElement ? first.dataset['peer'] : undefined;
  });
}

async function placeOf(page: Page, peer: string): Promise<unknown> {
  return page.locator(`main li[data-peer=${peer}]`).boundingBox();
}

test('in the speaker view the one who speaks is large, and all are alike in the grid again', async () => {
  const { page } = await preview.open({ query: 'phase=call&people=6' });
  await page.keyboard.press('l');
  await expect.poll(() => largest(page)).toBe('peer2');
  await page.getByTestId('toggle-layout').click();
  await expect.poll(() => page.getByTestId('toggle-layout').getAttribute('aria-pressed')).toBe('false');
  const widths = await page
    .locator('main li[data-peer]')
    .evaluateAll((tiles) => tiles.map(({ clientWidth }) => clientWidth));
  expect(new Set(widths).size).toBe(1);
});

test('a pinned person stays large while others speak, and only the two tiles change places', async () => {
  const { page } = await preview.open({ query: 'phase=call&people=6' });
  await page.keyboard.press('l');
  await expect.poll(() => largest(page)).toBe('peer2');
  const before = await Promise.all(['peer0', 'peer1', 'peer4'].map((peer) => placeOf(page, peer)));
  const target = await placeOf(page, 'peer5');
  const pin = page.getByRole('button', { name: 'Pin Grace Hopper' });
  await pin.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => largest(page)).toBe('peer5');
  expect(await placeOf(page, 'peer2')).toEqual(target);
  expect(await Promise.all(['peer0', 'peer1', 'peer4'].map((peer) => placeOf(page, peer)))).toEqual(before);
  await page.getByRole('button', { name: 'Pin Grace Hopper' }).click();
  await expect.poll(() => largest(page)).toBe('peer2');
});

test('beyond the number of pictures one wants, the last speaker is seen and the others show their initials', async () => {
  const { page } = await preview.open({ query: 'phase=call&people=12' });
  await expect.poll(() => page.getByTestId('tile').count()).toBeGreaterThan(4);
  await page.keyboard.press(',');
  await page.getByLabel('Videos shown at a time').selectOption('4');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByTestId('tile').count()).toBe(4);
  await expect.poll(() => page.locator('[data-testid=tile][data-peer=peer2]').count()).toBe(1);
  await expect.poll(() => page.getByTestId('peer-card').count()).toBe(7);
});

test('the layout is remembered, and the large tile can fill the screen', async () => {
  const { page } = await preview.open({ query: 'phase=call&people=3' });
  await page.keyboard.press('l');
  await page.reload();
  await expect.poll(() => largest(page)).toBe('peer2');
  const large = page.locator('[data-peer=peer2]');
  await large.getByRole('button', { name: 'Full screen' }).click();
  await expect.poll(() => large.evaluate((tile) => document.fullscreenElement === tile)).toBe(true);
  await large.getByRole('button', { name: 'Leave full screen' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null);
});

/** What the window that floats over others shows: whom, whether their picture moves in it, and whether it is open. */
async function floating(page: Page): Promise<{ peer: string | undefined; picture: boolean } | undefined> {
  return page.evaluate(() => {
    const content =
      window.documentPictureInPicture?.window?.document.querySelector<HTMLElement>('[data-testid=float]');
    const video = content?.querySelector('video');
    return content
      ? { peer: content.dataset['peer'], picture: video?.paused === false && video.videoWidth > 0 }
      : undefined;
  });
}

async function pressFloating(page: Page, id: string): Promise<void> {
  await page.evaluate((testId) => {
    const floated = window.documentPictureInPicture?.window?.document;
    floated?.querySelector<HTMLElement>(`[data-testid=${testId}]`)?.click();
  }, id);
}

test('who speaks floats over other windows, with a microphone switch and the way out', async () => {
  const { page, errors } = await preview.open({ query: 'phase=call&people=6' });
  await page.getByTestId('toggle-float').click();
  await expect.poll(() => floating(page)).toEqual({ peer: 'peer2', picture: true });
  await pressFloating(page, 'float-mic');
  await page.locator('[data-testid=toggle-mic][aria-pressed=true]').waitFor();
  await page.getByTestId('toggle-float').click();
  await expect.poll(() => floating(page)).toBeUndefined();
  await page.getByTestId('toggle-float').click();
  await expect.poll(() => floating(page)).toMatchObject({ peer: 'peer2' });
  await pressFloating(page, 'float-leave');
  await page.getByTestId('meeting-create').waitFor();
  await expect.poll(() => floating(page)).toBeUndefined();
  expect(errors).toEqual([]);
});

test('a browser that floats videos only floats any large tile, and one that floats nothing has no button', async () => {
  const { page } = await preview.open({ query: 'phase=lobby' });
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'documentPictureInPicture');
    Object.defineProperty(document, 'pictureInPictureEnabled', {
      get: () => !location.search.includes('none'),
    });
  });
  const button = page.getByRole('button', { name: 'Float over other windows' });
  await page.goto(`${preview.origin}/preview.html?phase=call&people=3&screens=2`);
  await page.getByTestId('call-view').waitFor();
  await expect.poll(() => button.count()).toBe(2);
  const floatingWidth = () =>
    page.evaluate(() => {
      const video = document.pictureInPictureElement;
      return video instanceof HTMLVideoElement ? video.videoWidth : undefined;
    });
  const ofJpeg = page.locator('[data-source=screen][data-codec=jpeg]').getByRole('button', { name: 'Float' });
  await ofJpeg.click();
  await expect.poll(floatingWidth).toBe(1920);
  await ofJpeg.click();
  await expect.poll(floatingWidth).toBeUndefined();
  await page.goto(`${preview.origin}/preview.html?phase=call&people=3&screens=2&none`);
  await page.getByTestId('call-view').waitFor();
  await expect.poll(() => button.count()).toBe(0);
});

test('a shared screen is enlarged and moved by buttons, keys and wheel, and shrinks back to the whole', async () => {
  const { page } = await preview.open({ query: 'phase=call&people=3&screens=1' });
  const screen = page.locator('[data-testid=tile][data-source=screen]');
  const scale = () =>
    screen
      .locator('video, canvas')
      .evaluate((picture) => picture.getBoundingClientRect().width / picture.clientWidth);
  const leftEdge = () =>
    screen.locator('video, canvas').evaluate((picture) => picture.getBoundingClientRect().left);
  const zoomIn = screen.getByRole('button', { name: 'Zoom in' });
  await zoomIn.click();
  await expect.poll(scale).toBeCloseTo(1.5);
  const before = await leftEdge();
  await page.keyboard.press('ArrowRight');
  await expect.poll(leftEdge).toBeCloseTo(before - 60);
  await screen.hover({ position: { x: 100, y: 100 } });
  await page.mouse.wheel(0, -300);
  await expect.poll(scale).toBeGreaterThan(2);
  await zoomIn.focus();
  for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('-');
  await expect.poll(scale).toBe(1);
});
