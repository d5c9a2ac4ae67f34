// A page that came without TLS from another machine: browsers withhold much of what a call needs, and people must be told.
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumProgram, usualSwitches } from '../helpers/chromium.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  server = await startServer({ env: { PUBLIC_NAMES: 'meet.example' } });
  browser = await chromium.launch({
    executablePath: chromiumProgram(),
    // For the browser, a name that is not of this machine.
    args: [...usualSwitches, '--host-resolver-rules=MAP meet.example 127.0.0.1'],
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test.each([
  ['en-US', /https/, 'Sign in'],
  ['zh-CN', /https/, '登录'],
])(
  'X15: over plain HTTP from another machine the page says what is missing, in %s',
  async (locale, sentence, heading) => {
    const page = await browser.newPage({ locale });
    const errors: string[] = [];
    // Of scripts alone: the browser itself remarks that headers for https pages mean nothing here.
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://meet.example:${new URL(server.url).port}/`);
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const message = page.getByTestId('message');
    await expect.poll(() => message.innerText()).toMatch(sentence);
    expect((await message.boundingBox())?.height).toBeGreaterThan(10);
    expect(errors).toEqual([]);
    await page.close();
  },
);
