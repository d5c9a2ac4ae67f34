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
  expect(await complaints(page)).toEqual([expect.stringContaining('not a meeting number')]);
  await page.getByTestId('meeting-number').fill('00001');
  await page.keyboard.press('Enter');
  await page.getByTestId('meeting-pin').fill('12345');
  await page.keyboard.press('Enter');
  expect(await complaints(page)).toEqual([expect.stringContaining('six digits')]);
});

test('U4: a recent meeting with a PIN is joined by typing only the PIN', async () => {
  const page = await open('phase=lobby');
  await page.getByRole('button', { name: 'Join meeting 00001 again' }).click();
  expect(await page.getByTestId('meeting-number').inputValue()).toBe('00001');
  await page.getByTestId('meeting-pin').fill('123456');
  await page.keyboard.press('Enter');
  await page.getByTestId('call-view').waitFor();
});

test('U10: a recent meeting that is over is complained about beside its number', async () => {
  const page = await open('phase=lobby');
  await page.getByTestId('meeting-number').fill('half');
  await page.getByRole('button', { name: 'Join meeting 00000 again' }).click();
  expect(await page.getByTestId('meeting-number').inputValue()).toBe('00000');
  expect(await complaints(page)).toEqual([expect.stringContaining('this number')]);
});
