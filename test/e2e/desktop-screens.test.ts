// The desktop program's own pages and its part of the client, in real Chromium with a stand-in for the program: by pointer and by
// keyboard, in both themes and languages, under the policy that they are shown with in Electron.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopSettings, DesktopView, PickerSource } from '../../client/ipc.ts';
import { DesktopError } from '../../client/main/gate/call-handlers.ts';
import { fakeView } from '../../client/ui/preview/fake-bridge.ts';
import type { Handlers } from '../helpers/desktop-bridge.ts';
import { type DesktopPages, serveDesktopPages } from '../helpers/desktop-pages.ts';
import { type StagedPage, stage } from '../helpers/desktop-stage.ts';
import { findViolations } from '../helpers/find-violations.ts';
import { type Preview, startPreview } from '../helpers/preview.ts';
import { SceneBrowser } from '../helpers/scene-browser.ts';

const pinned = 'a1'.repeat(32);
const seen = `${'0123456789abcdef'.repeat(3)}${'fe'.repeat(8)}`;
const seenLines = [
  '01:23:45:67:89:AB:CD:EF',
  '01:23:45:67:89:AB:CD:EF',
  '01:23:45:67:89:AB:CD:EF',
  'FE:FE:FE:FE:FE:FE:FE:FE',
];
const home = 'https://meet.example.org';
const lab = 'https://192.168.1.20:3000';
const red =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const hostileName = '<img src=x onerror=alert(1)> Budget "2027"';

let browser: SceneBrowser;
let pages: DesktopPages;
let preview: Preview;
const staged: StagedPage[] = [];

beforeAll(async () => {
  [browser, pages, preview] = await Promise.all([SceneBrowser.launch(), serveDesktopPages(), startPreview()]);
});
afterAll(() => Promise.all([browser.close(), pages.close(), preview.close()]));
afterEach(async () => {
  const errors = staged.splice(0).flatMap((scene) => scene.errors);
  await browser.closePages();
  expect(errors).toEqual([]);
});

type Looks = { readonly language: 'en' | 'zh'; readonly theme: 'light' | 'dark' };
const english: Looks = { language: 'en', theme: 'light' };

async function open(address: string, handlers: Handlers | undefined, looks = english): Promise<StagedPage> {
  const scene = await stage(browser, {
    address,
    handlers: handlers && { 'appearance:read': () => looks, ...handlers },
  });
  staged.push(scene);
  return scene;
}

const servers = { servers: [{ origin: home }, { origin: lab, fingerprint: pinned }] };
const connectHandlers = {
  'servers:list': () => servers,
  'servers:connect': ({ address }) => {
    if (address === 'nonsense') throw new DesktopError('address-invalid');
    if (address === home) return { kind: 'connected' };
    if (address === lab) return { kind: 'changed-certificate', origin: lab, pinned, seen };
    return { kind: 'unknown-certificate', origin: `https://${address}`, fingerprint: seen };
  },
  'servers:trust': () => ({ kind: 'connected' }),
} satisfies Handlers;

const openConnect = (looks?: Looks) => open(`${pages.origin}/connect.html`, connectHandlers, looks);

async function connectTo(page: Page, address: string): Promise<void> {
  await page.getByTestId('server-address').fill(address);
  await page.getByTestId('server-connect').click();
}

describe('the page that asks for a server', () => {
  test('a server that is trusted is connected to, typed or chosen from those used before', async () => {
    const { page, inputsOf } = await openConnect();
    await page.getByRole('button', { name: 'meet.example.org', exact: true }).click();
    await expect.poll(() => inputsOf('servers:connect')).toEqual([{ address: home }]);
    await expect.poll(() => page.getByTestId('server-connect').getAttribute('aria-busy')).toBe('true');
  });

  test('an unknown certificate is connected to only after its fingerprint was compared', async () => {
    const { page, inputsOf } = await openConnect();
    await connectTo(page, ' 10.0.0.7:3000 ');
    const dialog = page.getByTestId('trust-dialog');
    await expect.poll(() => dialog.locator('code').innerText()).toBe(seenLines.join('\n'));
    await expect
      .poll(() => dialog.innerText())
      .toContain('The server prints the same fingerprint when it starts');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf('servers:trust')).toEqual([]);
    await page.getByTestId('server-connect').click();
    await page.getByTestId('trust-server').click();
    await expect
      .poll(() => inputsOf('servers:trust'))
      .toEqual([{ origin: 'https://10.0.0.7:3000', fingerprint: seen }]);
  });

  test('a changed certificate is refused with both fingerprints, and the server can be forgotten', async () => {
    const { page, inputsOf } = await openConnect();
    await page.getByRole('button', { name: '192.168.1.20:3000 Certificate compared' }).click();
    const dialog = page.getByTestId('changed-dialog');
    const pinnedLine = Array.from({ length: 8 }, () => 'A1').join(':');
    await expect
      .poll(() => dialog.locator('code').allInnerTexts())
      .toEqual([seenLines.map(() => pinnedLine).join('\n'), seenLines.join('\n')]);
    await expect.poll(() => dialog.getByRole('button').count()).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf('servers:trust')).toEqual([]);
    await page.getByTestId('forget-server').nth(1).click();
    await expect.poll(() => page.getByTestId('known-server').count()).toBe(1);
    expect(inputsOf('servers:forget')).toEqual([{ origin: lab }]);
  });

  test('what is no address is said beside the field, until it is typed again', async () => {
    const { page } = await openConnect();
    const complaint = page.locator('form').getByText('This is not the address of a server');
    await connectTo(page, 'nonsense');
    await complaint.waitFor();
    await page.getByTestId('server-address').press('x');
    await complaint.waitFor({ state: 'detached' });
  });

  test('why a meeting gave way to it is said beside the field', async () => {
    const { page } = await open(`${pages.origin}/connect.html?reason=page-crashed`, connectHandlers);
    await page.locator('form').getByText('failed again and again').waitFor();
  });
});

function sourcesAt(look: number): PickerSource[] {
  const source = (
    kind: PickerSource['kind'],
    index: number,
    name: string,
    thumbnail = red,
  ): PickerSource => ({
    id: `${kind}:${index}`,
    kind,
    name,
    thumbnail,
  });
  const windows = [
    source('window', 1, hostileName, `${red}#${look}`),
    source('window', 2, '季度报告.odt – 文字处理'),
    source('window', 3, 'Terminal', ''),
    source('window', 4, 'Notes'),
    source('window', 5, 'Player'),
  ];
  // The system lists whatever was in front last first.
  return [source('screen', 0, 'Screen 1'), ...(look % 2 === 0 ? windows : windows.toReversed())];
}

async function openPicker(looks?: Looks): Promise<StagedPage> {
  let look = 0;
  const scene = await open(
    `${pages.origin}/picker.html`,
    { 'picker:sources': () => ({ sources: sourcesAt(look++), sound: true }) },
    looks,
  );
  await scene.page.getByTestId('picker-source').first().waitFor();
  return scene;
}

const chosenName = (page: Page) => page.locator('input[type=radio]:checked').getAttribute('title');

describe('the picker', () => {
  test('a window is chosen by pointer, with the sound', async () => {
    const { page, inputsOf } = await openPicker();
    await expect.poll(() => page.getByTestId('picker-share').getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('tab', { name: 'Windows' }).click();
    await page.getByRole('radio', { name: 'Notes' }).click();
    await page.getByRole('switch').click();
    await page.getByTestId('picker-share').click();
    expect(inputsOf('picker:choose')).toEqual([{ id: 'window:4', sound: true }]);
  });

  test('a window is chosen by keyboard alone', async () => {
    const { page, inputsOf } = await openPicker();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Terminal' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosenName(page)).toBe(hostileName);
    await page.keyboard.press('ArrowDown');
    const below = await chosenName(page);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => chosenName(page)).toBe('季度报告.odt – 文字处理');
    expect(['Notes', 'Player']).toContain(below);
    await page.keyboard.press('Enter');
    expect(inputsOf('picker:choose')).toEqual([{ id: 'window:2', sound: false }]);
  });

  test('Escape shares nothing', async () => {
    const { page, inputsOf } = await openPicker();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(inputsOf('picker:choose')).toEqual([{ id: null, sound: false }]);
  });

  test('previews are live, stand still, and their names are text', async () => {
    const { page, inputsOf } = await openPicker();
    await page.getByRole('tab', { name: 'Windows' }).click();
    const first = page.locator('fieldset img').first();
    const before = await first.getAttribute('src');
    await expect.poll(() => first.getAttribute('src'), { timeout: 10_000 }).not.toBe(before);
    expect(inputsOf('picker:sources').length).toBeGreaterThan(1);
    await expect
      .poll(() => page.getByTestId('picker-source').first().getAttribute('title'))
      .toBe(hostileName);
    await expect.poll(() => page.locator('fieldset img').count()).toBe(4);
  });
});

test('the badge says what is shared, as far as that is known, and ends the share', async () => {
  const unnamed = await open(`${pages.origin}/badge.html`, { 'badge:describe': () => ({ name: '' }) });
  await expect.poll(() => unnamed.page.getByRole('heading').innerText()).toBe('You are sharing your screen');
  const { page, inputsOf } = await open(`${pages.origin}/badge.html`, {
    'badge:describe': () => ({ name: hostileName }),
  });
  await page.getByRole('heading', { name: `You are sharing: ${hostileName}` }).waitFor();
  await page.getByTestId('badge-stop').click();
  expect(inputsOf('badge:stop')).toEqual([{}]);
});

/** A program that takes every change. */
function keeping(view: DesktopView): Handlers {
  let now = view;
  return {
    'desktop:describe': () => now,
    'desktop:change': (change) => {
      now = { ...now, settings: { ...now.settings, ...change } as DesktopSettings };
      return now;
    },
  };
}

async function openSettings(query: string, view: DesktopView | undefined): Promise<StagedPage> {
  const scene = await open(`${preview.origin}/preview.html?${query}`, view && keeping(view));
  if (query.includes('phase=call')) {
    await scene.page.keyboard.press(',');
    await scene.page.getByRole('dialog').waitFor();
  } else {
    await scene.page.evaluate(() => location.assign('#/settings/desktop'));
    await scene.page.getByTestId('nav-home').waitFor();
  }
  return scene;
}

const section = (page: Page) => page.getByRole('region', { name: 'Desktop program' });

describe('the settings', () => {
  test('in a browser there is nothing of the desktop program', async () => {
    const { page } = await openSettings('phase=lobby', undefined);
    await expect.poll(() => section(page).count()).toBe(0);
    // So wide that the list of the tabs stands beside what it leads to.
    await page.setViewportSize({ width: 1024, height: 640 });
    expect(await page.getByTestId('settings-tab-devices').getAttribute('aria-current')).toBe('page');
    expect(await page.getByTestId('settings-tab-desktop').count()).toBe(0);
  });

  test('switches change the program, and what the system cannot do is said', async () => {
    const { page, inputsOf } = await openSettings('phase=lobby', { ...fakeView, startAtLogin: false });
    const login = section(page).getByRole('switch', { name: 'Start when you log in' });
    await expect.poll(() => login.getAttribute('aria-disabled')).toBe('true');
    await expect
      .poll(() => section(page).innerText())
      .toContain('This system does not start programs for us');
    await section(page).getByRole('switch', { name: 'Show notifications' }).click();
    expect(inputsOf('desktop:change')).toEqual([{ notifications: false }]);
  });

  test('a key is taken as it is pressed, kept by Escape and removed by Backspace', async () => {
    const { page, inputsOf } = await openSettings('phase=call&people=2', fakeView);
    const change = section(page).getByRole('button', { name: 'Change the key: Microphone on and off' });
    await change.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('m');
    await section(page).getByText('or other programs could no longer use it').waitFor();
    await page.keyboard.press('Control+Alt+KeyM');
    await expect.poll(() => section(page).locator('kbd').allInnerTexts()).toEqual(['Ctrl', 'Alt', 'M']);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Backspace');
    await change.waitFor();
    expect(inputsOf('desktop:change')).toEqual([{ muteKey: 'Control+Alt+M' }, { muteKey: '' }]);
  });

  test('a key that clashes and one that works in the window only are told as such', async () => {
    const { page } = await openSettings('phase=lobby', {
      ...fakeView,
      settings: { ...fakeView.settings, talkKey: 'F13' },
      talkKey: 'press',
      keyTroubles: { muteKey: 'taken' },
    });
    const text = await section(page).innerText();
    expect(text).toContain('Another program already has this key');
    expect(text).toContain('works only while this window is in front');
  });

  test('an update waits until the meeting is left, and then restarts the program', async () => {
    const view: DesktopView = { ...fakeView, update: { state: 'ready', version: '0.2.0' } };
    const inCall = await openSettings('phase=call&people=2', view);
    await expect.poll(() => section(inCall.page).innerText()).toContain('Leave the meeting first: an update');
    await expect
      .poll(() => inCall.page.getByTestId('desktop-update').getAttribute('aria-disabled'))
      .toBe('true');
    const inLobby = await openSettings('phase=lobby', fakeView);
    await expect.poll(() => inLobby.page.getByTestId('desktop-update').count()).toBe(0);
    await inLobby.tell(inLobby.page, 'update:changed', { state: 'ready', version: '0.2.0' });
    await inLobby.page.getByTestId('desktop-update').click();
    expect(inLobby.inputsOf('desktop:update')).toEqual([{}]);
    await section(inLobby.page).getByRole('button', { name: 'Use another server' }).click();
    expect(inLobby.inputsOf('server:leave')).toEqual([{}]);
  });
});

test('where the system has no vault, signing in says that it is not kept', async () => {
  const { page } = await open(
    `${preview.origin}/preview.html?phase=signed-out`,
    keeping({ ...fakeView, vault: false }),
  );
  await page.getByText('no safe place to keep your sign-in').waitFor();
  await expect.poll(() => page.getByRole('checkbox').count()).toBe(0);
});

test('an invitation is handed on to the program from a browser, and not from the program itself', async () => {
  const address = `${preview.origin}/preview.html?phase=signed-out#/04217?key=secret_word-1`;
  const { page } = await open(address, undefined);
  const host = preview.origin.replace('http://', '');
  await expect
    .poll(() => page.getByTestId('open-in-desktop').getAttribute('href'))
    .toBe(`plenum://${host}/04217?key=secret_word-1`);
  const inProgram = await open(address, keeping(fakeView));
  await inProgram.page.getByTestId('signin-submit').waitFor();
  await expect.poll(() => inProgram.page.getByTestId('open-in-desktop').count()).toBe(0);
});

describe.each<Looks>([english, { language: 'zh', theme: 'dark' }])('in $language, $theme', (looks) => {
  async function expectClean({ page }: StagedPage): Promise<void> {
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    expect(
      await page.evaluate(() => [document.documentElement.lang, document.documentElement.dataset['theme']]),
    ).toEqual([looks.language === 'zh' ? 'zh-CN' : 'en', looks.theme]);
    expect(await findViolations(page)).toEqual([]);
  }

  test('axe finds nothing on the connect page and in its dialogs', async () => {
    const scene = await openConnect(looks);
    await expectClean(scene);
    await connectTo(scene.page, '10.0.0.7:3000');
    await scene.page.getByTestId('trust-dialog').waitFor();
    await expectClean(scene);
    await scene.page.keyboard.press('Escape');
    await connectTo(scene.page, lab);
    await scene.page.getByTestId('changed-dialog').waitFor();
    await expectClean(scene);
    await scene.page.keyboard.press('Escape');
    await connectTo(scene.page, 'nonsense');
    await scene.page.locator('[aria-invalid=true]').waitFor();
    await expectClean(scene);
  });

  test('axe finds nothing in the picker and on the badge', async () => {
    const picker = await openPicker(looks);
    await expectClean(picker);
    await picker.page.getByRole('tab').nth(1).click();
    await picker.page.getByTestId('picker-source').first().click();
    await expectClean(picker);
    await expectClean(await open(`${pages.origin}/badge.html`, {}, looks));
  });

  test('axe finds nothing in the settings of the program', async () => {
    const query = `phase=lobby&language=${looks.language}&theme=${looks.theme}`;
    const scene = await openSettings(query, {
      ...fakeView,
      startAtLogin: false,
      vault: false,
      keyTroubles: { muteKey: 'taken' },
      update: { state: 'ready', version: '0.2.0' },
    });
    await scene.page.getByTestId('desktop-update').scrollIntoViewIfNeeded();
    await expectClean(scene);
  });
});
