// One account in two windows of a browser: both stay open, one has the call, and it moves only when its owner says so.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { Participant } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

let server: ServerProcess;
let ada: Participant;
let first: Page;
let second: Page;
let number: string;

beforeAll(async () => {
  server = await startServer();
  ada = await Participant.open({ origin: server.url, nickname: 'Ada', keepsPages: true });
  first = ada.page;
  await ada.register();
});
afterAll(async () => {
  await ada?.close();
  await server?.stop();
});

async function ask(page: Page): Promise<void> {
  await page.getByTestId('meeting-number').fill(number);
  await page.getByTestId('meeting-join').click();
  await page.getByText(en.moveCall.otherWindow(number)).waitFor();
}

const numberIn = async (page: Page): Promise<string> =>
  (await page.getByTestId('call-number').innerText()).trim();

test('U1: opening a second window leaves the call where it is', async () => {
  number = await ada.createRoom();
  second = await ada.context.newPage();
  await second.goto(server.url);
  await second.getByTestId('meeting-create').waitFor();
  expect(await numberIn(first)).toBe(number);
});

test('U1: joining in the second asks, and the call stays where it is by a key', async () => {
  await ask(second);
  await expect.poll(() => second.evaluate(() => document.activeElement?.textContent)).toBe(en.moveCall.stay);
  await second.keyboard.press('Enter');
  await second.getByTestId('move-call').waitFor({ state: 'detached' });
  await ask(second);
  await second.keyboard.press('Escape');
  await second.getByTestId('move-call').waitFor({ state: 'detached' });
  await second.getByTestId('meeting-create').waitFor();
  expect(await numberIn(first)).toBe(number);
});

test('U1: a call that is moved is the same meeting with the same host, and the first window stays signed in', async () => {
  await ask(second);
  await second.getByTestId('move-call').click();
  await second.getByTestId('call-view').waitFor();
  expect(await numberIn(second)).toBe(number);
  await second.keyboard.press('p');
  await second.getByRole('switch', { name: en.people.lock }).waitFor();
  await first.getByTestId('moved-join').waitFor();
});

test('U2: F5 in either window changes nothing', async () => {
  await second.reload();
  await second.getByTestId('call-view').waitFor();
  await first.reload();
  await first.getByTestId('meeting-create').waitFor();
  expect(await numberIn(second)).toBe(number);
});

test('X12: Back to a window without the call, which the browser had put away, leaves the call where it is', async () => {
  await first.goto('about:blank');
  await first.goBack({ waitUntil: 'commit' });
  await first.getByTestId('meeting-create').waitFor();
  expect(await numberIn(second)).toBe(number);
});

test('U1: a new meeting asks as well, and the one that was left comes back when it is asked for', async () => {
  await first.getByTestId('meeting-create').click();
  await first.getByTestId('move-call').click();
  await first.getByTestId('call-view').waitFor();
  expect(await numberIn(first)).not.toBe(number);
  await second.getByTestId('moved-join').click();
  await second.getByTestId('call-view').waitFor();
  expect(await numberIn(second)).toBe(number);
  await first.getByTestId('moved-lobby').click();
  await first.getByTestId('meeting-create').waitFor();
});

test('U1: signing out in one window ends the call in the other, which shows why', async () => {
  await first.locator('[data-testid=account-menu]').click();
  await first.getByRole('menuitem', { name: en.account.signOut, exact: true }).click();
  await second.getByTestId('signin-phone').waitFor();
  await expect.poll(() => second.getByTestId('message').innerText()).toContain(en.problems['session-ended']);
});
