// What people stumbled over in the screens, with made-up people: each must go on as they meant it.
import type { Page } from 'playwright-core';
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

/** What is said below the form's wrong fields. */
function complaints(page: Page): Promise<string[]> {
  return page
    .locator('input[aria-invalid=true]')
    .evaluateAll((inputs) =>
      inputs.map(
        (input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.innerText ?? '',
      ),
    );
}

test.each(['0 0001', '#00001', '０００-０１', '会议号：00001。', 'Room 00001 at 10:30'])(
  'U8: a number written as %j is asked for as it is meant, and so is its PIN',
  async (written) => {
    const page = await open('phase=lobby');
    await page.getByTestId('meeting-number').fill(written);
    await page.keyboard.press('Enter');
    await page.getByTestId('meeting-pin').fill('１２３ 456');
    await page.keyboard.press('Enter');
    await page.getByTestId('call-view').waitFor();
  },
);

test('U8, U15: what is no number, or no PIN, is said at once and at its field, in words of its own', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-number').fill('1234');
  await page.keyboard.press('Enter');
  await expect.poll(() => complaints(page)).toEqual([expect.stringContaining('not a meeting number')]);
  await page.getByTestId('meeting-number').fill('00001');
  await page.keyboard.press('Enter');
  await page.getByTestId('meeting-pin').fill('12345');
  await page.keyboard.press('Enter');
  await expect.poll(() => complaints(page)).toEqual([expect.stringContaining('six digits')]);
});

test('U4: a recent meeting with a PIN is joined by typing only the PIN', async () => {
  const page = await open('phase=lobby');
  await page.getByRole('button', { name: 'Join meeting 00001 again' }).click();
  await expect.poll(() => page.getByTestId('meeting-number').inputValue()).toBe('00001');
  await page.getByTestId('meeting-pin').fill('123456');
  await page.keyboard.press('Enter');
  await page.getByTestId('call-view').waitFor();
});

test('U10: a recent meeting that is over is complained about beside its number', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-number').fill('half');
  await page.getByRole('button', { name: 'Join meeting 00000 again' }).click();
  await expect.poll(() => page.getByTestId('meeting-number').inputValue()).toBe('00000');
  await expect.poll(() => complaints(page)).toEqual([expect.stringContaining('this number')]);
});

test('U10: single keys go on working after a codec was chosen; letters that begin a choice stay the list’s', async () => {
  const page = await open('phase=call&people=2&host');
  const pressed = (id: string) => page.getByTestId(id).getAttribute('aria-pressed');
  await page.getByTestId('video-codec').click();
  await page.keyboard.press('Escape');
  await page.getByTestId('video-codec').selectOption('jpeg');
  await page.getByTestId('video-codec').focus();
  await page.keyboard.press('m');
  await page.keyboard.press('v');
  for (const id of ['toggle-mic', 'toggle-camera']) await expect.poll(() => pressed(id)).toBe('true');
  await expect.poll(() => page.getByTestId('video-codec').inputValue()).toBe('jpeg');
  await page.getByRole('button', { name: /^People/ }).click();
  await page.getByTestId('voice-codec').focus();
  await page.keyboard.press('s');
  await expect.poll(() => pressed('toggle-share')).toBe('false');
  await page.keyboard.press('m');
  await expect.poll(() => pressed('toggle-mic')).toBe('false');
});

async function isCovered(page: Page, selector: string): Promise<boolean> {
  const message = await page.getByTestId('message').locator('..').boundingBox();
  const other = await page.locator(selector).first().boundingBox();
  if (message === null || other === null) throw new Error('nothing is shown');
  return message.y + message.height > other.y;
}

test('U10: a message covers nothing, in the lobby, in the call and over a dialog', async () => {
  const page = await open('phase=lobby&problem=session-ended');
  expect(await isCovered(page, 'h1')).toBe(false);
  await page.locator('[data-testid=account-menu]').click();
  await page.getByRole('menuitem').nth(1).click();
  await page.getByRole('dialog').waitFor();
  await page.setViewportSize({ width: 900, height: 400 });
  expect(await isCovered(page, '[role=dialog] header')).toBe(false);
  const call = await open('phase=call&people=9&problem=session-ended');
  expect(await isCovered(call, '[data-testid=tile]')).toBe(false);
});

test('U10: a time to wait is counted down, is read aloud once, and takes its message along at its end', async () => {
  const page = await open('phase=lobby');
  await page.clock.install();
  await page.goto(`${preview.origin}/preview.html?phase=lobby&problem=too-often`);
  const counting = page.getByTestId('message-counting');
  await counting.waitFor();
  await expect.poll(() => counting.innerText()).toMatch(/in (30|31) seconds/);
  const spoken = await page.getByTestId('message').innerText();
  await page.clock.runFor(10_000);
  await expect.poll(() => counting.innerText()).toMatch(/in (20|21) seconds/);
  await expect.poll(() => page.getByTestId('message').innerText()).toBe(spoken);
  await page.clock.runFor(22_000);
  await expect.poll(() => counting.count()).toBe(0);
  await expect.poll(() => page.getByTestId('message').innerText()).toBe('');
});

test('U10: a message that no longer matters goes by itself, but not while it is pointed at', async () => {
  const page = await open('phase=lobby');
  await page.clock.install();
  await page.goto(`${preview.origin}/preview.html?phase=lobby&problem=not-permitted`);
  const message = page.getByTestId('message');
  await message.hover();
  await page.clock.runFor(60_000);
  await expect.poll(() => message.innerText()).not.toBe('');
  await page.mouse.move(5, 500);
  await page.clock.runFor(16_000);
  await expect.poll(() => message.innerText()).toBe('');
});

test('U10: a link that is opened in a call asks before it leads away, and leads where it says', async () => {
  const page = await open('phase=call&people=2');
  const goTo = (hash: string) => page.evaluate((to) => location.assign(to), hash);
  const here = await page.getByTestId('call-number').innerText();
  await goTo('#/00001?key=c2VjcmV0');
  await page.getByRole('dialog').getByText('00001').waitFor();
  await page.getByRole('button', { name: 'Stay here' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(page.url()).hash).toBe(`#/m/${here}`);
  await goTo(`#/${here}`);
  await page.waitForFunction((own) => location.hash === own, `#/m/${here}`);
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await goTo('#/00001');
  await page.getByTestId('meeting-switch').click();
  await page.getByTestId('meeting-pin').waitFor();
  await expect.poll(() => page.getByTestId('meeting-number').inputValue()).toBe('00001');
});

test('U10: a number in the address that was passed over for a meeting of one’s own asks nothing', async () => {
  const page = await open('phase=lobby#/04217');
  await page.getByTestId('meeting-create').click();
  await page.getByTestId('call-view').waitFor();
  await page.waitForFunction(() => location.hash.startsWith('#/m/'));
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});

/** How many rows of the list of people are wholly in view. */
function peopleInView(page: Page): Promise<number> {
  return page.locator('aside').evaluate((panel) => {
    const { top, bottom } = panel.getBoundingClientRect();
    const rows = Array.from(panel.querySelectorAll('li'), (row) => row.getBoundingClientRect());
    const footer = panel.querySelector('footer')?.getBoundingClientRect().top ?? bottom;
    return rows.filter((row) => row.top >= top && row.bottom <= Math.min(bottom, footer)).length;
  });
}

test.each([
  { width: 1280, height: 720, least: 6 },
  { width: 900, height: 600, least: 5 },
  { width: 853, height: 533, least: 5 },
  // 1366x768 at 200 % zoom (WCAG 1.4.10).
  { width: 683, height: 384, least: 3 },
  { width: 1920, height: 1080, least: 6 },
])('U5: the host sees people at $width x $height, and reaches every switch below them', async (size) => {
  const { page } = await preview.open({ query: 'phase=call&people=12&host', ...size });
  await page.getByRole('button', { name: /^People/ }).click();
  await page.locator('aside').waitFor();
  expect(await peopleInView(page)).toBeGreaterThanOrEqual(size.least);
  for (const control of await page.locator('aside footer').locator('button, select, input').all()) {
    await control.scrollIntoViewIfNeeded();
    const box = await control.boundingBox();
    const panel = await page.locator('aside').boundingBox();
    if (box === null || panel === null) throw new Error('nothing is shown');
    expect(box.y + box.height).toBeLessThanOrEqual(panel.y + panel.height);
    expect(box.x + box.width).toBeLessThanOrEqual(panel.x + panel.width);
  }
});

test('U15: microphone and camera that are both refused are both shown, until they are dismissed', async () => {
  const page = await open('phase=call&people=3&refused');
  await expect
    .poll(() => page.getByTestId('problem-microphone').innerText())
    .toMatch(/microphone is blocked/i);
  await expect.poll(() => page.getByTestId('problem-camera').innerText()).toMatch(/camera is blocked/i);
  await page.getByTestId('problem-camera').getByRole('button').click();
  await expect.poll(() => page.getByTestId('problem-camera').count()).toBe(0);
  await expect.poll(() => page.getByTestId('problem-microphone').count()).toBe(1);
});
