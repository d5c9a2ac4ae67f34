// One account on two devices, in real browsers: each is shown the other, and one ends the other from its settings.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Participant, password } from '../helpers/participant.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

let server: ServerProcess;
let first: Participant;
let second: Participant;

beforeAll(async () => {
  server = await startServer();
  first = await Participant.open({ origin: server.url, nickname: 'First' });
  second = await Participant.open({ origin: server.url, nickname: 'Second' });
});
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await server.stop();
});

async function listDevices({ page }: Participant): Promise<Locator> {
  await page.locator('[data-testid=account-menu]').click();
  await page.getByRole('menuitem').first().click();
  await page.getByTestId('settings-tab-account').click();
  const rows = page.getByTestId('signed-in-devices').locator('li');
  await rows.first().waitFor();
  return rows;
}

test('a new device is announced to the one that is there, which finds it in its settings and signs it out', async () => {
  await first.register();
  await second.byTestId('signin-phone').fill(first.phone);
  await second.byTestId('signin-password').fill(password);
  await second.byTestId('signin-submit').click();
  await second.byTestId('meeting-create').waitFor();

  const news = first.byTestId('new-sign-in').getByText('Signed in on Chrome on Linux');
  await news.waitFor();
  await first.byTestId('new-sign-in').getByRole('button').click();
  await news.waitFor({ state: 'detached' });

  const rows = await listDevices(first);
  await rows.nth(1).waitFor();
  await expect.poll(() => rows.first().innerText()).toMatch(/Chrome on Linux\s+This device/);
  await expect.poll(() => rows.nth(1).innerText()).toMatch(/Chrome on Linux\s+Last used/);
  await rows.nth(1).getByRole('button').click();
  await rows.nth(1).waitFor({ state: 'detached' });
  await expect.poll(() => rows.count()).toBe(1);

  // Its window shows it at once.
  await second.byTestId('signin-phone').waitFor();

  await first.page.reload();
  await first.byTestId('nav-home').click();
  await first.byTestId('meeting-create').waitFor();
  await expect.poll(() => first.byTestId('new-sign-in').innerText()).toBe('');
});
