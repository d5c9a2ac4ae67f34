// A hostile page in the desktop program: a server that was taken over, or a script that got into its page. Everything here is tried
// over the built preload, the real guards and the real gate, and everything fails: calls that are not of the
// contract's form, come from elsewhere, or carry names made to be shown.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallName } from '../../client/ipc.ts';
import { programTexts } from '../../client/main/texts/program-texts.ts';
import { planTray } from '../../client/main/tray/plan-tray.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage } from './desktop-shell.ts';

const badArguments = { ok: false, error: { code: 'bad-arguments' } };
const notHere = { ok: false, error: { code: 'not-permitted-here' } };

let preload: string;
let opened: OpenedShell;
let page: StandInContents;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(async () => {
  opened = openShellOverStandIn({ preload });
  page = await opened.open('meeting');
});

describe('a call with', () => {
  const circle: Record<string, unknown> = { everywhere: true };
  circle['circle'] = circle;
  const deep = Array.from({ length: 500 }).reduce<unknown>((inner) => ({ inner }), {});
  const shared = JSON.parse('{"everywhere":true,"__proto__":{"isAdmin":true}}') as unknown;
  const built = JSON.parse('{"everywhere":true,"constructor":{"prototype":{"isAdmin":true}}}') as unknown;
  test.each<[string, unknown]>([
    ['a field named __proto__', shared],
    ['a field named constructor', built],
    ['such a field deep inside', { everywhere: true, more: [JSON.parse('{"__proto__":{}}')] }],
    ['a circle', circle],
    ['values that lie 500 deep', { everywhere: true, more: deep }],
    ['a text of a megabyte', { everywhere: true, more: 'x'.repeat(1 << 20) }],
    ['a list of a hundred thousand', { everywhere: true, more: Array.from({ length: 100_000 }, () => 0) }],
    ['a list that is only long', { everywhere: true, more: Object.assign([], { length: 2 ** 31 }) }],
    ['a buffer', { everywhere: true, more: new ArrayBuffer(8) }],
    ['a map', new Map([['everywhere', true]])],
    ['a date', { everywhere: true, more: new Date(0) }],
    ['an error', new Error('everywhere')],
    ['a boolean that is an object', { everywhere: Object(true) as unknown }],
    ['a number that is none', { everywhere: true, more: Number.NaN }],
    ['a number too big for numbers', { everywhere: 2n }],
    ['the word for true', { everywhere: 'true' }],
  ])('%s does not reach the program', async (_what, input) => {
    expect(await page.page.invoke('session:sign-out', input)).toEqual(badArguments);
    expect(opened.heard).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  test.each<[string, unknown]>([
    ['a function', { everywhere: () => true }],
    ['a symbol', { everywhere: Symbol('true') }],
    [
      'a getter that throws',
      Object.defineProperty({}, 'everywhere', { enumerable: true, get: () => decodeURI('%') }),
    ],
  ])('%s does not even leave the page', async (_what, input) => {
    await expect(async () => page.page.invoke('session:sign-out', input)).rejects.toThrow();
    expect(opened.heard).toEqual([]);
  });

  test('a getter that changes its mind is read once', async () => {
    let reads = 0;
    const input = Object.defineProperty({}, 'everywhere', {
      enumerable: true,
      get: () => (reads += 1) === 1,
    });
    await page.page.bridge.calls['session:sign-out'](input as { everywhere: boolean });
    expect(opened.heard).toEqual([['session:sign-out', { everywhere: true }]]);
  });

  test('another name than those of the contract is not heard', async () => {
    for (const name of [
      '__proto__',
      'constructor',
      'toString',
      'session:token',
      'shell:open',
      'ELECTRON_BROWSER_REQUIRE',
    ])
      await expect(page.page.invoke(name, {})).rejects.toThrow('No handler');
  });
});

describe('a sender that', () => {
  test.each<[string, () => unknown]>([
    ['is a frame of the server itself', () => page.page.addFrame(`${origin}/`)],
    ['is a frame that its page has written', () => page.page.addFrame('about:srcdoc', origin)],
    ['is a frame of another server', () => page.page.addFrame('https://evil.example/')],
    ["is a frame with the program's own page", () => page.page.addFrame(ownPage('connect'))],
    ['was taken out of its page', () => Object.assign(page.page.addFrame(`${origin}/`), { detached: true })],
  ])('%s is refused', async (_what, makeFrame) => {
    const frame = makeFrame() as ReturnType<StandInContents['page']['addFrame']>;
    expect(await page.page.invokeFrom(frame, 'session:ticket', {})).toEqual(notHere);
    expect(await page.page.invokeFrom(frame, 'servers:list', {})).toEqual(notHere);
  });

  test.each([
    ['another server', 'https://evil.example/'],
    ['a server whose name begins alike', 'https://meet.example.org.evil.example/'],
    ['another port', 'https://meet.example.org:8443/'],
    ['the server without TLS', 'http://meet.example.org/'],
    ['an empty document', 'about:blank'],
    ['a page inside of an address', 'data:text/html,x'],
    ['a file', 'file:///etc/passwd'],
    ['the page for an error', 'chrome-error://chromewebdata/'],
  ])('has become %s is refused', async (_what, url) => {
    page.commit(url);
    expect(await page.page.invoke('session:ticket', {})).toEqual(notHere);
    expect(await page.page.invoke('session:restore', {})).toEqual(notHere);
  });

  test('stands at the right address without its origin is refused', async () => {
    for (const other of ['null', 'https://evil.example']) {
      page.commit(`${origin}/`, other);
      expect(await page.page.invoke('session:ticket', {})).toEqual(notHere);
    }
  });

  test('is a page that is just being taken away is refused', async () => {
    page.mainFrame.end();
    expect(await page.page.invoke('session:ticket', {})).toEqual(notHere);
  });

  test('is the mini window has no bridge and is refused', async () => {
    const mini = opened.openMini();
    expect(mini.page.hasBridge).toBe(false);
    expect(await mini.page.invoke('session:ticket', {})).toEqual(notHere);
  });

  test('is the picker chooses a source and nothing else', async () => {
    const picker = await opened.open('picker');
    for (const name of [
      'session:ticket',
      'servers:list',
      'desktop:change',
      'badge:stop',
    ] satisfies CallName[])
      expect(await picker.page.invoke(name, {})).toEqual(notHere);
  });

  test('is the meeting does not choose what is shared, nor trust a certificate', async () => {
    const trust = { origin: 'https://evil.example', fingerprint: '0'.repeat(64) };
    expect(await page.page.invoke('picker:choose', { id: 'screen:0:0', sound: true })).toEqual(notHere);
    expect(await page.page.invoke('servers:trust', trust)).toEqual(notHere);
  });
});

describe('an event', () => {
  test.each(['__proto__', 'constructor', 'ELECTRON_RENDERER', 'session:token', ''])(
    'named %j is not listened to',
    (name) => {
      const on = page.page.bridge.on as (name: string, listener: () => void) => unknown;
      expect(() => on(name, () => undefined)).toThrow(TypeError);
    },
  );

  test('with something else than a listener is not listened to', () => {
    const on = page.page.bridge.on as (name: string, listener: unknown) => unknown;
    for (const listener of [undefined, null, 'alert(1)', {}])
      expect(() => on('machine:woke', listener)).toThrow(TypeError);
  });

  test("hands over no sender, and the page's own copy of the bridge cannot be changed", () => {
    const { bridge } = page.page;
    expect(Object.isFrozen(bridge) && Object.isFrozen(bridge.calls)).toBe(true);
    let handedOver: readonly unknown[] = [];
    bridge.on('machine:woke', (...event) => void (handedOver = event));
    opened.shell.window.tell('machine:woke', {});
    expect(handedOver).toEqual([{}]);
  });
});

describe('names that are made to be shown', () => {
  const call = { number: '12345', microphone: 'on', camera: 'off', share: 'off' };
  test.each<[string, object]>([
    ['a room number with a line break', { number: '12345\nQuit' }],
    ['a room number that is markup', { number: '<b>1</b>' }],
    ['a room number with five digits of another script', { number: '１２３４５' }],
    ['a room number that is a number', { number: 12_345 }],
    ['a room number with more behind it', { number: '12345 & rm -rf' }],
    ['a switch with a state of its own', { microphone: 'on"; quit' }],
  ])('%s does not reach tray, menu or title', async (_what, fields) => {
    expect(await page.page.invoke('call:tell', { call: { ...call, ...fields } })).toEqual(badArguments);
    expect(opened.heard).toEqual([]);
  });

  test('a nickname that comes along with the call is dropped, and no tray shows it', async () => {
    await page.page.invoke('call:tell', { call: { ...call, nickname: '\u202Eevil' } });
    expect(opened.heard).toEqual([['call:tell', { call }]]);
    const texts = programTexts('en').tray;
    const plan = planTray({ connected: true, call: { ...call, number: '12345' } as never, texts });
    expect(JSON.stringify(plan)).not.toContain('evil');
  });

  test('a title of the page does not become the title of its window', () => {
    let prevented = false;
    opened
      .mainWindow()
      .emit('page-title-updated', { preventDefault: () => void (prevented = true) }, 'Your bank');
    expect(prevented).toBe(true);
  });
});
