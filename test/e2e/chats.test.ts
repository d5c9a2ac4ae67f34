// Two people write to each other, on two devices each.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountApi } from '../../client/link/account-api.ts';
import { MessageDevice } from '../../peers/message-device.ts';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const patience = { timeout: 15_000 };

let server: ServerProcess;
let ada: Participant;
let bo: Participant;
/** Two devices each. */
let adas: Page[];
let bos: Page[];
let conversation: string;

beforeAll(async () => {
  server = await startServer();
  [ada, bo] = (await Promise.all(
    ['Ada', 'Bo'].map((nickname) => Participant.open({ origin: server.url, nickname, devices: false })),
  )) as [Participant, Participant];
  await Promise.all([ada.register(), bo.register()]);
  conversation = await openConversation();
  adas = [ada.page, await secondDevice(ada)];
  bos = [bo.page, await secondDevice(bo)];
});
afterAll(async () => {
  await Promise.all([ada?.close(), bo?.close()]);
  await server?.stop();
});

/** Bo writes first, from a device without a screen. @returns the id of the conversation */
async function openConversation(): Promise<string> {
  const api = new AccountApi(server.url);
  const { accountId } = await api.signIn(ada.phone, password);
  const device = new MessageDevice(server.url, await api.signIn(bo.phone, password));
  await device.start();
  const { state } = await device.ask('conversation:open-direct', { accountId });
  await device.ask('message:send', {
    conversation: state.conversation,
    clientId: 'b'.repeat(32),
    text: 'Hello Ada',
  });
  device.kill();
  return state.conversation;
}

async function secondDevice({ page, phone }: Participant): Promise<Page> {
  const context = await page.context().browser()?.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  if (context === undefined) throw new Error('no browser');
  const second = await context.newPage();
  await second.goto(server.url);
  await second.getByTestId('signin-phone').fill(phone);
  await second.getByTestId('signin-password').fill(password);
  await second.getByTestId('signin-submit').click();
  await second.getByTestId('meeting-create').waitFor();
  return second;
}

const item = (page: Page, text: string): Locator =>
  page.getByTestId('message-item').filter({ hasText: text });
const progress = (page: Page, text: string) => item(page, text).getAttribute('data-state');

async function write(page: Page, text: string): Promise<void> {
  await page.getByTestId('message-input').fill(text);
  await page.getByTestId('message-input').press('Enter');
}

/** Chooses from the menu of a message, by keyboard. */
async function act(page: Page, text: string, deed: string): Promise<void> {
  await page.bringToFront();
  await item(page, text).getByTestId('message-menu').focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('message-menu-open').getByTestId(deed).first().press('Enter');
}

async function openChat(page: Page): Promise<void> {
  await page.getByTestId('nav-chats').click();
  await page.locator(`[data-conversation="${conversation}"]`).click();
  await page.getByTestId('message-input').waitFor();
}

test('what one writes is read by the other on both devices, and the badge is gone on both', async () => {
  for (const page of adas) {
    await page.getByTestId('nav-chats').click();
    await expect
      .poll(() => page.getByTestId('conversation-item').getAttribute('data-unread'), patience)
      .toBe('1');
  }
  const [first, second] = adas as [Page, Page];
  await first.bringToFront();
  await openChat(first);
  await item(first, 'Hello Ada').waitFor();
  for (const page of [first, second])
    await expect
      .poll(() => page.getByTestId('conversation-item').getAttribute('data-unread'), patience)
      .toBe('0');
  await write(first, 'Hello **Bo**');
  for (const page of bos) {
    await openChat(page);
    await item(page, 'Hello Bo').locator('strong').waitFor();
  }
  await openChat(second);
  await item(second, 'Hello Bo').waitFor();
  expect(await progress(first, 'Hello Bo')).toMatch(/sent|delivered|read/);
});

test('offline a message waits at its place, and is sent once when the line is back; what was written meanwhile is there', async () => {
  const [page] = adas as [Page];
  await ada.context.setOffline(true);
  await write(page, 'from a tunnel');
  await expect.poll(() => progress(page, 'from a tunnel')).toBe('sending');
  await write(bos[0] as Page, 'are you there?');
  await ada.context.setOffline(false);
  await item(page, 'are you there?').waitFor();
  await expect.poll(() => progress(page, 'from a tunnel'), patience).not.toBe('sending');
  for (const other of bos) await expect.poll(() => item(other, 'from a tunnel').count(), patience).toBe(1);
});

test('an answer leads to what it answers; a change, an emoji and what is taken back show on all devices', async () => {
  const [page] = adas as [Page];
  const [bosPage] = bos as [Page];
  await act(bosPage, 'Hello Bo', 'message-reply');
  await write(bosPage, 'and hello to you');
  await item(page, 'and hello to you').getByTestId('message-quote').getByText('Hello **Bo**').waitFor();
  await act(bosPage, 'and hello to you', 'message-edit');
  await expect.poll(() => bosPage.getByTestId('message-input').inputValue()).toBe('and hello to you');
  await write(bosPage, 'and good evening to you');
  await act(page, 'and good evening to you', 'message-react');
  for (const shown of [...adas, ...bos])
    await item(shown, 'and good evening to you').getByTestId('message-reaction').waitFor();
  await act(bosPage, 'and good evening to you', 'message-history');
  await bosPage.getByTestId('message-version').getByText('and hello to you').waitFor();
  await bosPage.keyboard.press('Escape');
  await act(bosPage, 'and good evening to you', 'message-recall');
  await bosPage.getByTestId('recall-confirm').press('Enter');
  for (const shown of [...adas, ...bos])
    await expect.poll(() => item(shown, 'and good evening to you').count(), patience).toBe(0);
});

test('a draft is there again after a reload, and a text that is too long is not sent and not lost', async () => {
  const [page] = adas as [Page];
  const input = page.getByTestId('message-input');
  await input.fill('half a thought');
  await page.getByTestId('conversation-item').getByText('half a thought').waitFor();
  await page.reload();
  await expect.poll(() => input.inputValue(), patience).toBe('half a thought');
  const long = 'x'.repeat(16_001);
  await input.fill(long);
  await page.getByTestId('message-too-long').waitFor();
  await input.press('Enter');
  expect(await input.inputValue()).toBe(long);
  await input.fill('');
  expect([...ada.errors, ...bo.errors]).toEqual([]);
});
