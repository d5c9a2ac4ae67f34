// Two people become contacts and write; a list of thousands of contacts, and hostile names in it.
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Participant } from '../helpers/participant.ts';
import { type Preview, startPreview } from '../helpers/preview.ts';
import { type ServerProcess, startServer } from '../helpers/server.ts';

const patience = { timeout: 15_000 };

describe('two people', () => {
  let server: ServerProcess;
  let ada: Participant;
  let bo: Participant;
  beforeAll(async () => {
    server = await startServer();
    [ada, bo] = (await Promise.all(
      ['Ada', '王小明'].map((nickname) => Participant.open({ origin: server.url, nickname, devices: false })),
    )) as [Participant, Participant];
    await Promise.all([ada.register(), bo.register()]);
  });
  afterAll(async () => {
    await Promise.all([ada?.close(), bo?.close()]);
    await server?.stop();
  });

  const relationOf = (page: Page) => page.getByTestId('contact-item').first().getAttribute('data-relation');

  test('one is found by phone number and by pinyin, asked, accepts, and both write', async () => {
    await ada.byTestId('nav-contacts').click();
    await ada.byTestId('contact-search').fill('wangxiao');
    await ada.byTestId('contact-result').waitFor();
    await ada.byTestId('contact-search').fill(bo.phone);
    await ada.byTestId('contact-result').click();
    await ada.byTestId('contact-profile').getByRole('textbox').fill('We met on Monday');
    await ada.byTestId('contact-request').click();
    await ada.byTestId('contact-withdraw').waitFor();
    await bo.byTestId('nav-contacts').getByText('1', { exact: true }).waitFor();
    await bo.byTestId('nav-contacts').click();
    await bo.byTestId('contact-item').click();
    await bo.byTestId('contact-profile').getByText('We met on Monday').waitFor();
    await bo.byTestId('contact-accept').click();
    await bo.byTestId('contact-write').waitFor();
    await ada.byTestId('contact-write').click();
    await ada.byTestId('message-input').fill('Hello');
    await ada.byTestId('message-send').click();
    await ada.byTestId('message-input').fill('before you answered');
    await ada.byTestId('message-send').click();
    await bo.byTestId('nav-chats').click();
    await bo.byTestId('conversation-item').click();
    await bo.byTestId('message-item').getByText('before you answered').waitFor();
  });

  test('a contact is seen to be there, with its picture and what it was called before', async () => {
    await bo.byTestId('nav-contacts').click();
    await expect.poll(() => relationOf(bo.page), patience).toBe('contact');
    await bo.byTestId('contact-item').first().getByTestId('presence').waitFor();
    await ada.page.goto(`${server.url}/#/settings/account`);
    const buffer = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#c02020' } })
      .jpeg()
      .toBuffer();
    await ada.byTestId('profile-photo').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer });
    await ada.byTestId('profile-photo-remove').waitFor();
    await ada.byTestId('profile-nickname').fill('Ada Lovelace');
    await ada.byTestId('profile-nickname').press('Enter');
    const item = bo.byTestId('contact-item').filter({ hasText: 'Ada Lovelace' });
    await item.click();
    await bo.byTestId('contact-former').getByText('Ada', { exact: true }).waitFor();
    const isLoaded = (element: HTMLElement | SVGElement) =>
      element instanceof HTMLImageElement && element.naturalWidth > 0;
    await expect.poll(() => item.getByTestId('person-picture').evaluate(isLoaded), patience).toBe(true);
    expect([...ada.errors, ...bo.errors]).toEqual([]);
  });
});

describe('lists', () => {
  let preview: Preview;
  beforeAll(async () => {
    preview = await startPreview();
  });
  afterAll(() => preview?.close());

  test('of 5,000 contacts only those on the screen are there, down to the last', async () => {
    const { page, errors } = await preview.open({ query: 'phase=lobby&contacts=5000#/contacts' });
    const items = page.getByTestId('contact-item');
    await items.first().waitFor();
    expect(await items.count()).toBeLessThan(100);
    const list = page.getByTestId('contact-list');
    const toEnd = () => list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    // The last row is the one who is blocked; heights are known once rows were shown.
    await expect
      .poll(async () => {
        await toEnd();
        return items.last().getAttribute('data-account');
      }, patience)
      .toBe('person6');
    expect(await items.count()).toBeLessThan(100);
    await page.getByTestId('contact-search').fill('hopper 4997');
    await expect.poll(() => items.count(), patience).toBe(1);
    expect(errors).toEqual([]);
  });

  test('G6: 64 hostile names are shown as they are written, each by itself, and nothing of them is done', async () => {
    const deed = 'window.wasRun=1';
    const shells = [
      `<img src=x onerror=${deed}>`,
      `<script>${deed}</script>`,
      `"><svg onload=${deed}>`,
      `' autofocus onfocus='${deed}`,
      `javascript:${deed}`,
      `{{constructor.constructor('${deed}')()}}`,
      `<a href="javascript:${deed}">x</a>`,
      `<iframe srcdoc="<script>${deed}">`,
    ];
    const before = [
      '',
      '\u05d0',
      '\u0627\u0644',
      'a\u0301',
      '\ud83d\udc69\u200d\ud83d\ude80',
      '%00',
      '&lt;',
      '#/',
    ];
    const names = before.flatMap((start) => shells.map((shell) => `${start}${shell}`.slice(0, 64)));
    expect(new Set(names).size).toBe(64);
    const query = `phase=lobby&contacts=64#nicknames=${encodeURIComponent(names.join('\n'))}`;
    const { page, errors } = await preview.open({ query });
    await page.evaluate(() => location.assign('#/contacts/person3'));
    await page.getByTestId('contact-profile').waitFor();
    const shown = () =>
      page.getByTestId('contact-item').evaluateAll((items) =>
        items.map((item) => ({
          name: item.querySelector('bdi')?.textContent ?? '',
          loose: [...item.querySelectorAll('*')].some(
            (each) =>
              each.closest('bdi, [aria-hidden], [data-testid=presence]') === null &&
              [...each.childNodes].some(({ nodeType }) => nodeType === 3),
          ),
        })),
      );
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        for (const { name, loose } of await shown()) {
          expect(loose).toBe(false);
          seen.add(name);
        }
        await page.getByTestId('contact-list').evaluate((list) => list.scrollBy(0, 600));
        return seen.size;
      }, patience)
      .toBe(64);
    expect(names.filter((name) => !seen.has(name))).toEqual([]);
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
    expect(errors).toEqual([]);
  });
});
