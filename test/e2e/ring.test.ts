// A call out of a conversation, on two devices of the one who is called; and the chat of a meeting, during it and after it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountApi } from '../../client/link/account-api.ts';
import { MessageDevice } from '../../peers/message-device.ts';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const patience = { timeout: 15_000 };

let server: ServerProcess;
let ada: Participant;
let bo: Participant;
/** Bo's other device. */
let second: Page;
let conversation: string;

beforeAll(async () => {
  server = await startServer();
  [ada, bo] = (await Promise.all(
    ['Ada', 'Bo'].map((nickname) => Participant.open({ origin: server.url, nickname })),
  )) as [Participant, Participant];
  await Promise.all([ada.register(), bo.register()]);
  conversation = await becomeContacts();
  second = await secondDevice(bo);
  await openChat(ada.page);
});
afterAll(async () => {
  await Promise.all([ada?.close(), bo?.close()]);
  await server?.stop();
});

/** On devices without a screen. @returns the id of their conversation, in which Bo has written */
async function becomeContacts(): Promise<string> {
  const api = new AccountApi(server.url);
  const [adas, bos] = [
    new MessageDevice(server.url, await api.signIn(ada.phone, password)),
    new MessageDevice(server.url, await api.signIn(bo.phone, password)),
  ];
  await Promise.all([adas.start(), bos.start()]);
  await bos.ask('contact:request', { accountId: adas.accountId, word: '' });
  await adas.ask('contact:accept', { accountId: bos.accountId });
  const { state } = await bos.ask('conversation:open-direct', { accountId: adas.accountId });
  await bos.ask('message:send', {
    conversation: state.conversation,
    clientId: 'b'.repeat(32),
    text: 'Call me',
  });
  adas.kill();
  bos.kill();
  return state.conversation;
}

async function secondDevice({ page, phone }: Participant): Promise<Page> {
  const context = await page.context().browser()?.newContext({ ignoreHTTPSErrors: true, locale: 'en-US' });
  if (context === undefined) throw new Error('no browser');
  const other = await context.newPage();
  await other.goto(server.url);
  await other.getByTestId('signin-phone').fill(phone);
  await other.getByTestId('signin-password').fill(password);
  await other.getByTestId('signin-submit').click();
  await other.getByTestId('meeting-create').waitFor();
  return other;
}

async function openChat(page: Page): Promise<void> {
  await page.getByTestId('nav-chats').click();
  await page.locator(`[data-conversation="${conversation}"]`).click();
  await page.getByTestId('call-start').waitFor();
}

const rings = (page: Page) => page.getByTestId('ring-card').count();
const stage = (page: Page) => page.getByTestId('ring-outgoing').getAttribute('data-stage');
const leave = (page: Page) => page.getByTestId('leave').click();

test('a call rings on both devices of the other, and is accepted on one of them: the other is silent, both are in a meeting', async () => {
  await ada.page.getByTestId('call-start').click();
  for (const page of [bo.page, second]) await page.getByTestId('ring-card').waitFor();
  expect(await stage(ada.page)).toBe('ringing');
  await bo.page.getByTestId('call-accept').click();
  await expect.poll(() => rings(second), patience).toBe(0);
  for (const { page } of [ada, bo])
    await expect.poll(() => page.locator('[data-peer]').count(), patience).toBeGreaterThanOrEqual(2);
  await expect.poll(() => ada.page.getByTestId('ring-outgoing').count(), patience).toBe(0);
});

test('what is written in a meeting is shown where its chat is closed, read in it, and private lines by two alone', async () => {
  await ada.page.getByTestId('chat-toggle').click();
  await ada.page.getByTestId('chat-panel').getByTestId('message-input').fill('Slides are in the folder');
  await ada.page.getByTestId('message-send').click();
  await bo.page.getByTestId('chat-news').getByText('Slides are in the folder').waitFor();
  await expect.poll(() => bo.page.getByTestId('chat-toggle').getAttribute('data-unread'), patience).toBe('1');
  await bo.page.getByTestId('chat-toggle').click();
  await bo.page.getByTestId('message-item').filter({ hasText: 'Slides are in the folder' }).waitFor();
  await expect.poll(() => bo.page.getByTestId('chat-toggle').getAttribute('data-unread'), patience).toBe('0');
  await bo.page.getByTestId('chat-recipient').selectOption({ index: 1 });
  await bo.page.getByTestId('chat-private').waitFor();
  await bo.page.getByTestId('message-input').fill('for you alone');
  await bo.page.getByTestId('message-send').click();
  await expect
    .poll(() => ada.page.getByTestId('chat-toggle').getAttribute('data-unread'), patience)
    .toBe('1');
});

test('after the meeting its chat is there for those who were in it, and not written in; a later meeting begins without it', async () => {
  for (const { page } of [ada, bo]) await leave(page);
  await bo.page.getByTestId('nav-chats').click();
  const row = bo.page.getByTestId('conversation-item').filter({ hasText: 'Slides are in the folder' });
  await row.click();
  await bo.page.getByTestId('message-item').filter({ hasText: 'Slides are in the folder' }).waitFor();
  expect(await bo.page.getByTestId('message-input').count()).toBe(0);
  await bo.page.getByTestId('nav-home').click();
  await bo.createRoom();
  await bo.page.getByTestId('chat-toggle').click();
  await bo.page.getByTestId('chat-panel').getByTestId('message-input').waitFor();
  expect(await bo.page.getByTestId('message-item').count()).toBe(0);
  await leave(bo.page);
});

test('a call that is declined or given up rings no more, and stands in the conversation', async () => {
  await ada.page.getByTestId('nav-chats').click();
  await openChat(ada.page);
  await ada.page.getByTestId('call-start').click();
  await second.getByTestId('call-decline').click();
  await expect.poll(() => stage(ada.page), patience).toBe('declined');
  await expect.poll(() => rings(bo.page), patience).toBe(0);
  await leave(ada.page);
  await openChat(ada.page);
  await ada.page.getByTestId('call-start').click();
  await second.getByTestId('ring-card').waitFor();
  await leave(ada.page);
  await expect.poll(() => rings(second), patience).toBe(0);
});
