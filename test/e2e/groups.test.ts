// A group of three: made of a contact, joined by a link, run by its owner, who leaves it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccountApi } from '../../client/link/account-api.ts';
import { findViolations } from '../helpers/find-violations.ts';
import { MessageDevice } from '../../peers/message-device.ts';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const patience = { timeout: 15_000 };

let server: ServerProcess;
let ada: Participant;
let bo: Participant;
let cy: Participant;

beforeAll(async () => {
  server = await startServer();
  [ada, bo, cy] = (await Promise.all(
    ['Ada', 'Bo', 'Cy'].map((nickname) => Participant.open({ origin: server.url, nickname, devices: false })),
  )) as [Participant, Participant, Participant];
  await Promise.all([ada.register(), bo.register(), cy.register()]);
  await becomeContacts();
});
afterAll(async () => {
  await Promise.all([ada?.close(), bo?.close(), cy?.close()]);
  await server?.stop();
});

/** Ada and Bo, from devices without a screen. */
async function becomeContacts(): Promise<void> {
  const api = new AccountApi(server.url);
  const devices = await Promise.all(
    [ada, bo].map(async ({ phone }) => new MessageDevice(server.url, await api.signIn(phone, password))),
  );
  const [one, two] = devices as [MessageDevice, MessageDevice];
  await Promise.all(devices.map((device) => device.start()));
  await one.ask('contact:request', { accountId: two.accountId, word: '' });
  await two.ask('contact:accept', { accountId: one.accountId });
  for (const device of devices) device.kill();
}

const roleOf = (page: Page, name: string) =>
  page.getByTestId('group-member').filter({ hasText: name }).getAttribute('data-role');

async function openGroup(page: Page, title: string): Promise<void> {
  await page.getByTestId('nav-chats').click();
  await page.getByTestId('conversation-item').filter({ hasText: title }).click();
  await page.getByTestId('message-input').waitFor();
  await page.getByTestId('group-info').click();
  await page.getByTestId('group-details').waitFor();
}

test('a group of a contact is made, and both see it', async () => {
  const { page } = ada;
  await page.getByTestId('nav-chats').click();
  await page.getByTestId('group-create').click();
  await page.getByTestId('group-submit').click();
  await page.getByTestId('group-name').fill('Weekly 周会');
  await page.getByTestId('group-person').filter({ visible: true }).first().check();
  await page.getByTestId('group-submit').click();
  await page.getByTestId('message-input').waitFor();
  await page.getByTestId('group-info').click();
  await expect.poll(() => page.getByTestId('group-member').count(), patience).toBe(2);
  await expect.poll(() => roleOf(page, 'Ada'), patience).toBe('owner');
  expect(await findViolations(page)).toEqual([]);
  await openGroup(bo.page, 'Weekly 周会');
  await expect.poll(() => roleOf(bo.page, 'Bo'), patience).toBe('member');
});

test('a third comes in by a link, and sees the announcement until it is confirmed', async () => {
  await ada.page.getByTestId('group-make-link').click();
  const link = await ada.page.getByTestId('group-link').inputValue();
  await ada.page.getByTestId('group-announcement-input').fill('Read this');
  await ada.page.getByTestId('group-announcement-submit').click();
  await cy.page.evaluate((hash) => void (location.hash = hash), new URL(link).hash);
  await cy.page.getByTestId('group-join').click();
  await cy.page.getByTestId('group-announcement').getByText('Read this').waitFor();
  await cy.page.getByTestId('group-announcement-confirm').click();
  await cy.page.getByTestId('group-announcement').waitFor({ state: 'detached' });
  await expect.poll(() => ada.page.getByTestId('group-member').count(), patience).toBe(3);
  await cy.page.evaluate(() => void (location.hash = '#/groups'));
  await cy.page.getByTestId('group-directory-search').waitFor();
  expect(await findViolations(cy.page)).toEqual([]);
});

test('row 17: an admin is made, and owns the group when its owner leaves', async () => {
  const { page } = ada;
  const row = page.getByTestId('group-member').filter({ hasText: 'Cy' });
  await row.getByTestId('group-member-menu').click();
  await page.getByRole('menuitem', { name: 'Make admin' }).click();
  await expect.poll(() => roleOf(page, 'Cy'), patience).toBe('admin');
  await page.getByTestId('group-leave').click();
  await page.getByTestId('group-confirm').click();
  await page.getByTestId('group-confirm').waitFor({ state: 'detached' });
  await expect.poll(() => page.getByTestId('message-input').count(), patience).toBe(0);
  await expect.poll(() => roleOf(bo.page, 'Cy'), patience).toBe('owner');
  await expect.poll(() => bo.page.getByTestId('group-member').count(), patience).toBe(2);
});
