// Names that would be markup if anything took them for it: every screen of a call shows them as text.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { en } from '../../client/ui/texts/en.ts';
import { type Preview, startPreview } from '../helpers/preview.ts';

const deed = 'window.wasRun=1';
const shells: readonly ((script: string) => string)[] = [
  (script) => `<script>${script}</script>`,
  (script) => `<img src=x onerror=${script}>`,
  (script) => `<svg onload=${script}>`,
  (script) => `<body onpageshow=${script}>`,
  (script) => `<iframe srcdoc="<script>${script}</script>">`,
  (script) => `<input autofocus onfocus=${script}>`,
  (script) => `<details open ontoggle=${script}>`,
  (script) => `<video><source onerror=${script}>`,
  (script) => `<a href="javascript:${script}">x</a>`,
  (script) => `"><script>${script}</script>`,
  (script) => `' onmouseover='${script}`,
  (script) => `" autofocus onfocus="${script}`,
  (script) => `--><script>${script}</script><!--`,
  (script) => `</title><script>${script}</script>`,
  (script) => `</style><script>${script}</script>`,
  (script) => `\${${script}}`,
  (script) => `{{constructor.constructor('${script}')()}}`,
  (script) => `javascript:${script}`,
  (script) => `<math><mtext></form><form><mglyph><img src onerror=${script}>`,
  (script) => `<template shadowrootmode=open><img src onerror=${script}>`,
];
const disguises: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => text.replaceAll('<', '&#60;'),
  (text) => text.replaceAll('<', '\\u003c'),
  (text) => encodeURIComponent(text),
  (text) => text.replaceAll(' ', '/'),
  (text) => text.replaceAll(' ', '\t'),
  (text) => text.replaceAll('<', '<\u200d'),
  (text) => `${text}${text}`,
  (text) => `\u202e${text}`,
  (text) => text.replaceAll('<', '＜'),
  (text) => text.replaceAll('"', '`'),
];
const scripts = [deed, `{${deed}}`];

/** 520 of them; a roster holds up to 64 characters of each. */
const names = shells
  .flatMap((shell) => scripts.flatMap((script) => disguises.map((disguise) => disguise(shell(script)))))
  .map((name) => name.slice(0, 64));
const peoplePerRoom = 130;

/** Texts that are a name and could move what stands beside it. */
function countUnisolated(page: Page, shown: readonly string[]): Promise<number> {
  return page.locator('body').evaluate(
    (body, wanted) => {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      let count = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const isName = wanted.includes((node.textContent ?? '').trim());
        if (isName && !node.parentElement?.closest('bdi')) count += 1;
      }
      return count;
    },
    shown.map((name) => name.trim()),
  );
}

let preview: Preview;
beforeAll(async () => {
  preview = await startPreview();
});
afterAll(() => preview.close());

test('500 hostile nicknames are shown as they are written, and nothing of them is done', async () => {
  expect(names.length).toBeGreaterThanOrEqual(500);
  for (let first = 0; first < names.length; first += peoplePerRoom) {
    const room = names.slice(first, first + peoplePerRoom);
    const query = `phase=call&people=${room.length}#nicknames=${encodeURIComponent(room.join('\n'))}`;
    const { page, errors } = await preview.open({ query });
    await page.keyboard.press('p');
    await page.locator('aside').waitFor();
    const text = await page.locator('body').evaluate((body) => body.textContent);
    for (const name of room) expect(text).toContain(name);
    expect(await countUnisolated(page, room)).toBe(0);
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
    expect(
      await page
        .locator('body')
        .locator('script:not([type=module]), iframe, math, details, template')
        .count(),
    ).toBe(0);
    expect(errors).toEqual([]);
  }
});

/** Where two characters of a text stand on the screen, by their middles from the left in pixels. */
function placesIn(page: Page, sentence: string, characters: readonly string[]): Promise<number[]> {
  return page.locator('body').evaluate(
    (body, { start, wanted }) => {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.textContent ?? '';
        if (!text.includes(start) || !node.parentElement?.checkVisibility()) continue;
        return wanted.map((character) => {
          const range = document.createRange();
          range.setStart(node, text.indexOf(character));
          range.setEnd(node, text.indexOf(character) + 1);
          const { left, right } = range.getBoundingClientRect();
          return (left + right) / 2;
        });
      }
      throw new Error(`nothing shows ${start}`);
    },
    { start: sentence, wanted: characters },
  );
}

test.each([
  ['en', 'Screen of', 'S'],
  ['zh', '的屏幕', '的'],
])(
  'S10: a name from right to left keeps its own order within a sentence (%s)',
  async (language, sentence, word) => {
    const [first, last, sign] = ['\u05d3', '\u05d4', '!'];
    const name = `${first}\u05e0${last}${sign}`;
    const query = `phase=call&people=3&screens=1&language=${language}#nicknames=${encodeURIComponent(`Ann\n${name}\nBert`)}`;
    const { page, errors } = await preview.open({ query });
    await page.getByText(sentence).first().waitFor();
    const [firstAt = 0, lastAt = 0, signAt = 0, wordAt = 0] = await placesIn(page, sentence, [
      first,
      last,
      sign,
      word,
    ]);
    // From right to left, what ends the name at its left; the sentence goes on from left to right.
    expect(lastAt).toBeLessThan(firstAt);
    expect(signAt).toBeLessThan(lastAt);
    if (language === 'en') expect(wordAt).toBeLessThan(signAt);
    else expect(wordAt).toBeGreaterThan(firstAt);
    expect(errors).toEqual([]);
  },
);

test('S10: who has a nickname that looks like an older one is marked on the tile and in the list, with a sentence', async () => {
  const { page, errors } = await preview.open({ query: 'phase=call&people=4&lookalikes=1' });
  const marks = page.getByTestId('look-alike');
  await marks.first().waitFor();
  await expect.poll(() => marks.count()).toBe(1);
  await page.keyboard.press('p');
  await page.locator('aside').waitFor();
  await expect.poll(() => page.locator('aside').getByTestId('look-alike').count()).toBe(1);
  for (const mark of await marks.all()) {
    await expect.poll(() => mark.textContent()).toBe(en.call.looksLikeOlder);
    await mark.hover();
    const tip = page.getByText(en.call.looksLikeOlder).filter({ hasNot: page.locator('svg') });
    await tip.last().waitFor({ state: 'visible' });
  }
  expect(errors).toEqual([]);
});
