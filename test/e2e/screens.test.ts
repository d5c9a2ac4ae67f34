// Every screen in both themes and languages: nothing for axe to find, nothing outside of the window.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatAddress, settingsTabs } from '../../client/ui/address/address.ts';
import { findViolations } from '../helpers/find-violations.ts';
import { type Preview, startPreview } from '../helpers/preview.ts';

interface Screen {
  readonly name: string;
  readonly query: string;
  /** What a person does before looking. */
  readonly act?: (page: Page) => Promise<void>;
}

async function openAccountEntry(page: Page, index: number): Promise<void> {
  await page.locator('[data-testid=account-menu]').click();
  await page.getByRole('menuitem').nth(index).click();
  await page.getByRole('dialog').waitFor();
}

const screens: readonly Screen[] = [
  { name: 'sign-in', query: 'phase=signed-out' },
  {
    name: 'language and theme',
    query: 'phase=signed-out',
    act: (page) => page.locator('header button').click(),
  },
  {
    name: 'registration with every field wrong',
    query: 'phase=signed-out',
    act: async (page) => {
      await page.getByTestId('register-open').click();
      await page.getByTestId('register-submit').click();
    },
  },
  { name: 'start', query: 'phase=starting' },
  { name: 'lobby with a message', query: 'phase=lobby&problem=session-ended' },
  { name: 'lobby while joining', query: 'phase=joining' },
  { name: 'lobby with news of a sign-in on a new device', query: 'phase=lobby&newsignin' },
  {
    name: 'where one is signed in',
    query: 'phase=lobby',
    act: async (page) => {
      await page.evaluate(() => location.assign('#/settings/account'));
      await page.getByTestId('signed-in-devices').locator('li').last().scrollIntoViewIfNeeded();
    },
  },
  ...settingsTabs
    .filter((tab) => tab !== 'account' && tab !== 'desktop')
    .map((tab) => ({
      name: `settings: ${tab}`,
      query: 'phase=lobby',
      act: async (page: Page) => {
        await page.evaluate((hash) => location.assign(hash), formatAddress({ kind: 'settings', tab }));
        await page.getByTestId(`settings-tab-${tab}`).waitFor();
      },
    })),
  {
    name: 'lobby in place of a screen that there is not',
    query: 'phase=lobby',
    act: async (page) => {
      await page.evaluate(() => location.assign('#/nowhere'));
      await page.getByTestId('address-unknown').waitFor();
    },
  },
  {
    name: 'meetings',
    query: 'phase=lobby',
    act: async (page) => {
      await page.getByTestId('nav-meetings').click();
      await page.getByTestId('meeting-running').waitFor();
    },
  },
  {
    name: 'palette',
    query: 'phase=lobby',
    act: async (page) => {
      await page.getByTestId('palette-open').click();
      await page.getByTestId('palette-item').first().waitFor();
    },
  },
  {
    name: 'call as a strip beside Home',
    query: 'phase=call&people=3',
    act: async (page) => {
      await page.getByTestId('call-minimize').click();
      await page.getByTestId('call-strip').waitFor();
    },
  },
  { name: 'call that moved elsewhere', query: 'phase=lobby&moved' },
  { name: 'question before a call moves', query: 'phase=lobby&asks-to-move' },
  { name: 'page on its way back to its call', query: 'phase=joining&returning' },
  {
    name: 'account menu',
    query: 'phase=lobby',
    act: (page) => page.locator('[data-testid=account-menu]').click(),
  },
  { name: 'change of password', query: 'phase=lobby', act: (page) => openAccountEntry(page, 1) },
  {
    name: 'question before signing out everywhere',
    query: 'phase=lobby',
    act: (page) => openAccountEntry(page, 3),
  },
  { name: 'call of one', query: 'phase=call&people=1&host' },
  { name: 'call with both devices refused', query: 'phase=call&people=3&refused' },
  {
    name: 'link into another meeting',
    query: 'phase=call&people=3',
    act: async (page) => {
      await page.evaluate(() => location.assign('#/12345'));
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'people as the host sees them',
    query: 'phase=call&people=12&host',
    act: (page) => page.keyboard.press('p'),
  },
  { name: 'lobby with a countdown', query: 'phase=lobby&problem=too-often' },
  { name: 'call of nine, reconnecting', query: 'phase=call&people=9&reconnecting&problem=internal' },
  { name: 'call of 49 with two screens', query: 'phase=call&people=49&screens=2' },
  { name: 'call that the browser keeps silent', query: 'phase=call&people=4&silenced' },
  { name: 'call on two pages', query: 'phase=call&people=60' },
  {
    name: 'device check in the lobby',
    query: 'phase=lobby',
    act: (page) => page.getByTestId('device-check').click(),
  },
  {
    name: 'speaker view with a device on offer',
    query: 'phase=call&people=9&deviceoffer',
    act: (page) => page.getByTestId('toggle-layout').click(),
  },
  {
    name: 'audio only',
    query: 'phase=call&people=3&screens=1',
    act: async (page) => {
      await page.keyboard.press(',');
      await page.getByRole('switch').first().click();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'drawing on a shared screen',
    query: 'phase=call&people=5&screens=2',
    act: async (page) => {
      await page.getByTestId('marks-toggle').first().click();
      await page.getByTestId('marks-bar').getByRole('button').nth(3).click();
    },
  },
  {
    name: 'choice of those who may draw',
    query: 'phase=call&people=5',
    act: async (page) => {
      await page.keyboard.press('s');
      await page.getByTestId('drawers').click();
      await page.getByRole('menuitemradio').nth(2).click();
      await page.getByRole('menuitemcheckbox').first().click();
    },
  },
  {
    name: 'statistics',
    query: 'phase=call&people=4',
    act: async (page) => {
      await page.keyboard.press('p');
      await page.locator('aside header button').first().click();
      await page.getByTestId('statistics').waitFor();
    },
  },
  {
    name: 'people panel with a volume',
    query: 'phase=call&people=9&host&screens=1',
    act: async (page) => {
      await page.keyboard.press('p');
      await page.locator('aside [aria-expanded]').first().click();
    },
  },
  { name: 'settings', query: 'phase=call&people=3&noh264', act: (page) => page.keyboard.press(',') },
  {
    name: 'invitation',
    query: 'phase=call&people=3',
    act: (page) => page.locator('main [aria-haspopup=dialog]').first().click(),
  },
];

let preview: Preview;

beforeAll(async () => {
  preview = await startPreview();
});
afterAll(() => preview.close());

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(screens)(
    'axe finds nothing and nothing is refused by the policy: $name',
    async ({ query, act }) => {
      const language = theme === 'light' ? 'en' : 'zh';
      const { page, errors } = await preview.open({ query: `${query}&theme=${theme}&language=${language}` });
      await act?.(page);
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
      expect(await findViolations(page)).toEqual([]);
      expect(errors).toEqual([]);
    },
  );
});

/** Controls and tiles that a person could not reach: outside of the window, or covered by nothing but its edge. */
async function findOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : [];
    const elements = [...document.querySelectorAll('[data-testid=call-view] :is(button, select, li)')];
    const outside = elements.filter((element) => {
      const { left, right, top, bottom, width } = element.getBoundingClientRect();
      return width > 0 && (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5);
    });
    return [...wide, ...outside.map((element) => element.outerHTML.slice(0, 120))];
  });
}

const windows = [
  { width: 360, height: 640 },
  { width: 900, height: 600 },
  { width: 3840, height: 2160 },
];

describe.each(windows)('in a window of $width x $height', ({ width, height }) => {
  test.each(['phase=signed-out', 'phase=lobby', 'phase=lobby#/settings/video'])(
    'no screen is wider than the window: %s',
    async (query) => {
      const { page } = await preview.open({ query, width, height });
      expect(await findOutside(page)).toEqual([]);
    },
  );

  test.each([1, 2, 3, 7, 16, 49])('a call of %i shows every tile and every control', async (people) => {
    const { page } = await preview.open({ query: `phase=call&people=${people}`, width, height });
    const tiles = page.locator('[data-testid=tile], [data-testid=peer-card], [data-testid=self-tile]');
    await expect.poll(() => tiles.count()).toBe(people);
    expect(await findOutside(page)).toEqual([]);
  });

  test('a shared screen is larger than any person', async () => {
    const { page } = await preview.open({ query: 'phase=call&people=5&screens=1', width, height });
    const areaOf = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      return (box?.width ?? 0) * (box?.height ?? 0);
    };
    expect(await areaOf('[data-source=screen]')).toBeGreaterThan(2 * (await areaOf('[data-source=camera]')));
    expect(await findOutside(page)).toEqual([]);
  });
});
