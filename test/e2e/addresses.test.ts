// Every screen has an address: links, Back and F5 lead to it, signing in keeps it, and the call stays up whatever it names.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { type Preview, startPreview } from '../helpers/preview.ts';

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview();
});
afterAll(() => preview?.close());

const open = async (query: string): Promise<Page> => (await preview.open({ query })).page;
const hashOf = (page: Page): string => new URL(page.url()).hash;
const titleOf = (page: Page) => page.getByRole('heading', { level: 1 });
const follow = (page: Page, hash: string) => page.evaluate((to) => location.assign(to), hash);

test('the settings are a page: tabs have addresses, F5 stays there, Back leads the way back', async () => {
  const page = await open('phase=lobby');
  await page.locator('[data-testid=account-menu]').click();
  await page.getByRole('menuitem', { name: en.settings.title }).click();
  await page.getByTestId('settings-tab-video').click();
  await page.getByRole('heading', { name: en.settings.codecs }).waitFor();
  expect(hashOf(page)).toBe('#/settings/video');
  expect(await page.title()).toBe('Settings – Plenum');
  await page.reload();
  await page.getByRole('heading', { name: en.settings.codecs }).waitFor();
  expect(await page.getByTestId('settings-tab-video').getAttribute('aria-current')).toBe('page');
  await page.goBack();
  await page.getByRole('heading', { name: en.settings.voice, exact: true }).waitFor();
  expect(hashOf(page)).toBe('#/settings');
  await page.goBack();
  await page.getByTestId('meeting-create').waitFor();
  expect(await page.title()).toBe('Plenum');
});

test('keyboard and screen reader begin at the title of the screen that was led to', async () => {
  const page = await open('phase=lobby');
  await page.locator('[data-testid=account-menu]').press('Enter');
  await page.getByRole('menuitem', { name: en.settings.title }).press('Enter');
  const hasFocus = () => titleOf(page).evaluate((title) => title === document.activeElement);
  await titleOf(page).getByText(en.settings.title).waitFor();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await expect.poll(hasFocus).toBe(true);
  await page.getByTestId('nav-home').press('Enter');
  await page.getByTestId('meeting-create').waitFor();
  await expect.poll(hasFocus).toBe(true);
});

test('signing in leads where the address says', async () => {
  const page = await open('phase=signed-out#/settings/appearance');
  await page.getByTestId('signin-phone').fill('13800000000');
  await page.getByTestId('signin-password').fill('correct horse battery');
  await page.getByTestId('signin-submit').click();
  await page.getByRole('heading', { name: en.settings.interface, level: 3 }).waitFor();
  expect(hashOf(page)).toBe('#/settings/appearance');
});

test('an address that leads nowhere shows Home with one sentence, which goes with it', async () => {
  const page = await open('phase=lobby#/nowhere/17');
  await page.getByTestId('meeting-create').waitFor();
  expect(await page.getByTestId('address-unknown').innerText()).toBe(en.lobby.unknownAddress);
  await follow(page, '#/home');
  await page.getByTestId('address-unknown').waitFor({ state: 'detached' });
  await follow(page, '#/m/04217');
  await expect.poll(() => page.getByTestId('meeting-number').inputValue()).toBe('04217');
});

test('the call is shown whole at its own address and beside places as a strip, and Back leads to it', async () => {
  const page = await open('phase=lobby#/m/04217');
  await page.getByTestId('meeting-create').click();
  await page.getByTestId('call-view').waitFor();
  await expect.poll(() => hashOf(page)).toMatch(/^#\/m\/\d{5}$/);
  const own = hashOf(page);
  await page.getByTestId('toggle-mic').click();
  const stripNumber = page.getByTestId('call-strip').getByText(own.slice('#/m/'.length));
  for (const hash of ['#/settings/video', '#/home', '#/meetings']) {
    await follow(page, hash);
    await stripNumber.waitFor();
    expect(hashOf(page)).toBe(hash);
    expect(await page.getByTestId('toggle-mic').getAttribute('aria-pressed')).toBe('true');
    await page.goBack();
    await page.getByTestId('call-view').waitFor();
    expect(hashOf(page)).toBe(own);
  }
  await follow(page, '#/settings/video');
  await page.getByTestId('call-return').click();
  await page.getByTestId('call-view').waitFor();
  await follow(page, '#/settings/video');
  await page.getByTestId('leave').click();
  await page.getByTestId('call-strip').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: en.settings.codecs }).waitFor();
});

test('during a call what leads nowhere leads back to it, another meeting is asked about, and leaving leads Home', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-create').click();
  const call = await page.getByTestId('call-view').elementHandle();
  await expect.poll(() => hashOf(page)).toMatch(/^#\/m\/\d{5}$/);
  const own = hashOf(page);
  for (const hash of ['#/nowhere', '#/12345']) {
    await follow(page, hash);
    if (hash === '#/12345') await page.getByRole('button', { name: en.switchMeeting.stay }).click();
    await expect.poll(() => hashOf(page)).toBe(own);
    expect(await call?.evaluate((element) => element.isConnected)).toBe(true);
  }
  await page.getByTestId('leave').click();
  await page.getByTestId('meeting-create').waitFor();
  expect(hashOf(page)).toBe('#/home');
});
