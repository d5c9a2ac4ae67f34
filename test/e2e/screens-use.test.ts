// Using the screens: by keyboard alone, with wrong input, in another language, from an invitation.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Preview, startPreview } from '../helpers/preview.ts';

let preview: Preview;

beforeAll(async () => {
  preview = await startPreview();
});
afterAll(() => preview.close());

async function open(query: string): Promise<Page> {
  return (await preview.open({ query })).page;
}

/** Presses Tab until the element has the focus; `false` when it cannot be reached. */
async function tabTo(target: Locator): Promise<boolean> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return true;
    await target.page().keyboard.press('Tab');
  }
  return false;
}

function pressed(page: Page, id: string): Promise<string | null> {
  return page.getByTestId(id).getAttribute('aria-pressed');
}

/** What is said about each wrong field, as a screen reader reads it with the field. */
function complaints(page: Page): Promise<(string | undefined)[]> {
  return page
    .locator('input[aria-invalid=true]')
    .evaluateAll((inputs) =>
      inputs.map((input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.innerText),
    );
}

test('one signs in, starts a meeting, switches everything and leaves by keyboard alone', async () => {
  const page = await open('phase=signed-out');
  expect(await tabTo(page.getByTestId('signin-phone'))).toBe(true);
  await page.keyboard.type('13800000000');
  expect(await tabTo(page.getByTestId('signin-password'))).toBe(true);
  await page.keyboard.type('correct horse');
  await page.keyboard.press('Enter');
  expect(await tabTo(page.getByTestId('meeting-create'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByTestId('call-view').waitFor();
  for (const id of ['toggle-mic', 'toggle-camera', 'toggle-share']) {
    expect(await tabTo(page.getByTestId(id))).toBe(true);
    await page.keyboard.press('Space');
    await expect.poll(() => pressed(page, id)).toBe('true');
  }
  expect(await tabTo(page.getByTestId('video-codec'))).toBe(true);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.getByTestId('video-codec').inputValue()).toBe('jpeg');
  expect(await tabTo(page.getByTestId('leave'))).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByTestId('meeting-create').waitFor();
});

test('single keys switch in the call, but not in a dialog or once they are turned off', async () => {
  const page = await open('phase=call&people=2');
  await page.keyboard.press('m');
  await page.keyboard.press('v');
  await page.keyboard.press('s');
  await expect.poll(() => pressed(page, 'toggle-mic')).toBe('true');
  await expect.poll(() => pressed(page, 'toggle-camera')).toBe('true');
  await expect.poll(() => pressed(page, 'toggle-share')).toBe('true');
  await page.keyboard.press(',');
  await page.getByRole('switch', { name: 'Single-key' }).focus();
  await page.keyboard.press('m');
  await expect.poll(() => pressed(page, 'toggle-mic')).toBe('true');
  await page.getByRole('switch', { name: 'Single-key' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('m');
  await expect.poll(() => pressed(page, 'toggle-mic')).toBe('true');
});

test('Escape closes panels and dialogs and gives the focus back', async () => {
  const page = await open('phase=call&people=3');
  const people = page.getByRole('button', { name: 'People (3)' });
  await people.press('Enter');
  await page.getByRole('complementary').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  await expect.poll(() => people.evaluate((element) => element === document.activeElement)).toBe(true);
  const settings = page.getByRole('button', { name: 'Settings' });
  await settings.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => settings.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('each wrong field of a registration has its own sentence, and the first of them is the message', async () => {
  const page = await open('phase=signed-out');
  await page.getByTestId('register-open').click();
  await page.getByTestId('register-phone').fill('12');
  await page.getByTestId('register-password').fill('long enough');
  await page.getByTestId('register-confirm').fill('not the same');
  await page.getByTestId('register-submit').click();
  const sentences = await complaints(page);
  expect(sentences).toEqual([
    'Enter a phone number of 5 to 15 digits, with or without a leading +.',
    'Choose a nickname of 1 to 32 visible characters, all in one script, that is not a phone number.',
    'The two passwords differ. Type the same one twice.',
  ]);
  await expect.poll(() => page.getByTestId('message').innerText()).toBe(sentences[0]);
  await page.getByTestId('register-phone').fill('10000');
  await page.getByTestId('register-nickname').fill('Ada');
  await page.getByTestId('register-confirm').fill('long enough');
  await page.getByTestId('register-submit').click();
  await expect.poll(() => page.getByTestId('message').innerText()).toContain('already has an account');
  await page.getByTestId('register-phone').fill('13800000001');
  await page.getByTestId('register-submit').click();
  await page.getByTestId('meeting-create').waitFor();
  await expect.poll(() => page.getByTestId('message').innerText()).toBe('');
});

test('a message of what still holds stays until it is dismissed', async () => {
  const page = await open('phase=lobby&problem=session-ended');
  await expect.poll(() => page.getByTestId('message').innerText()).toContain('You have been signed out');
  await page.getByRole('button', { name: 'Dismiss message' }).click();
  await expect.poll(() => page.getByTestId('message').innerText()).toBe('');
});

test('language and theme change at once and are remembered', async () => {
  const page = await open('phase=signed-out');
  await page.locator('header button').click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await page.getByRole('menuitemradio', { name: '深色' }).click();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.reload();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('zh-CN');
  await expect.poll(ground).toBe(dark);
  expect(dark).not.toBe('rgb(243, 245, 247)');
});

test('an invitation with a key leads into the room after signing in, one without fills in the number', async () => {
  const page = await open('phase=signed-out#/04217?key=c2VjcmV0');
  await page.getByText('invited to meeting 04217').waitFor();
  await page.getByTestId('signin-phone').fill('Ada');
  await page.getByTestId('signin-password').fill('correct horse');
  await page.getByTestId('signin-submit').click();
  await page.getByTestId('call-view').waitFor();
  expect(new URL(page.url()).hash).toMatch(/^#\/m\/\d{5}$/);
  const other = await open('phase=lobby#/04217');
  await expect.poll(() => other.getByTestId('meeting-number').inputValue()).toBe('04217');
});

test('a refused number is explained beside the field and stays to be corrected', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-number').fill('00000');
  await page.getByTestId('meeting-join').click();
  await expect.poll(() => page.getByTestId('message').innerText()).toContain('No meeting with this number');
  await expect.poll(() => page.getByTestId('meeting-number').inputValue()).toBe('00000');
});

test('every picture is one element of its codec, the own camera is mirrored and the own screen is not', async () => {
  const page = await open('phase=call&people=6&screens=1');
  await page.getByTestId('toggle-camera').click();
  await page.getByTestId('video-codec').selectOption('jpeg');
  await page.getByTestId('toggle-share').click();
  const tiles = await page.locator('[data-testid=tile]').evaluateAll((elements) =>
    elements.map((element) => {
      const pictures = [...element.querySelectorAll('video, canvas')].map(({ localName }) => localName);
      const { source, codec } = (element as HTMLElement).dataset;
      return { source, codec, pictures };
    }),
  );
  expect(
    tiles.map(({ source }) => source).toSorted((left = '', right = '') => left.localeCompare(right)),
  ).toEqual(['camera', 'camera', 'camera', 'camera', 'screen']);
  for (const { codec, pictures } of tiles) expect(pictures).toEqual([codec === 'jpeg' ? 'canvas' : 'video']);
  const scaleOf = (source: string) =>
    page
      .locator(`[data-testid=self-tile][data-source=${source}] video`)
      .evaluate((element) => getComputedStyle(element).scale);
  await expect.poll(() => scaleOf('camera')).toBe('-1 1');
  await expect.poll(() => scaleOf('screen')).toBe('none');
});

test('a meeting with a PIN asks for it below the number, complains about another one, and lets in with the right one', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-number').fill('00001');
  await page.getByTestId('meeting-join').click();
  const pin = page.getByTestId('meeting-pin');
  await pin.waitFor();
  await expect
    .poll(() => complaints(page))
    .toEqual(['This meeting has a PIN. Type its six digits, or ask for the invitation link.']);
  await expect.poll(() => pin.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('654321');
  await page.keyboard.press('Enter');
  await page.getByText('This PIN is wrong').first().waitFor();
  await pin.fill('123456');
  await page.keyboard.press('Enter');
  await page.getByTestId('call-view').waitFor();
});

test('a host has the meeting ask for a PIN and reads it beside the lock', async () => {
  const page = await open('phase=call&people=2&host');
  await page.getByRole('button', { name: /^People/ }).click();
  const ask = page.getByRole('switch', { name: 'Ask for a PIN' });
  await ask.click();
  await expect.poll(() => page.getByTestId('call-pin').innerText()).toBe('123456');
  await ask.click();
  await expect.poll(() => page.getByTestId('call-pin').count()).toBe(0);
});
