// The whole desktop program over the stand-in for Electron, from its first moment to its last: start, server, call, tray, links, end.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CallName, calls } from '../../client/ipc.ts';
import { beginDesktop } from '../../client/main/begin-desktop.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { buildPreload, preloadRunner } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import type { StandInWindow } from '../helpers/electron-stand-in/stand-in-window.ts';
import { ownPage } from './desktop-shell.ts';

const server = 'http://localhost:3000';
const call = { number: '12345', microphone: 'on', camera: 'off', share: 'off' } as const;

let preload: string;
let folder: string;
/** Origins at which a server answers. */
let servers: Set<string>;
let standIn: ElectronStandIn;
let logged: string[];

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-desktop-'));
  servers = new Set([server]);
  logged = [];
});
afterEach(async () => {
  standIn.app.emit('will-quit', {});
  await rm(folder, { recursive: true, force: true });
});

/** Starts the program with these arguments behind its folder. */
function begin(...words: readonly string[]): void {
  const answer: typeof fetch = async (input) => {
    if (!servers.has(new URL(input instanceof Request ? input.url : input).origin))
      throw new Error('net::ERR_CONNECTION_REFUSED');
    return Response.json({ status: 'ok' });
  };
  standIn = new ElectronStandIn({ folder, answer, runPreload: preloadRunner(preload) });
  beginDesktop({
    electron: standIn.electron,
    process: {
      platform: 'linux',
      env: { HOME: folder },
      argv: ['plenum', ...words],
      execPath: '/opt/plenum',
    },
    files: {
      preload: '/program/preload.cjs',
      pages: '/program/pages',
      keyProcess: '/program/key-process.js',
    },
    log: (sentence) => void logged.push(sentence),
    drawId: () => 'id7',
    nowMs: () => performance.now(),
  });
  standIn.app.becomeReady();
}

async function mainWindow(): Promise<StandInWindow> {
  return vi.waitFor(() => {
    const window = standIn.windows.find(({ options }) => options.name === 'main');
    if (!window) throw new Error('There is no main window.');
    return window;
  });
}

/** Waits until the main window shows an address. */
async function shows(url: string | RegExp): Promise<StandInContents> {
  const { webContents } = await mainWindow();
  await vi.waitFor(() => expect(webContents.getURL()).toMatch(url));
  return webContents;
}

function ownWindow(name: 'picker' | 'badge'): Promise<StandInContents> {
  return vi.waitFor(() => {
    const found = standIn.windows.find(({ webContents }) => webContents.getURL() === ownPage(name));
    if (!found) throw new Error(`There is no ${name}.`);
    return found.webContents;
  });
}

async function connected(): Promise<StandInContents> {
  begin(`--plenum-server=${server}`);
  return shows(`${server}/`);
}

async function inCall(): Promise<StandInContents> {
  const page = await connected();
  expect(await page.page.bridge.calls['call:tell']({ call })).toMatchObject({ ok: true });
  return page;
}

function pressTray(label: RegExp): void {
  const items = standIn.trays[0]?.menu?.items ?? [];
  const item = items.find((candidate) => label.test(candidate.label ?? ''));
  item?.click?.({} as never, undefined, {});
}

describe('the start', () => {
  test('says before Electron is ready what has to be said then', () => {
    begin();
    expect(standIn.protocol.schemes.map(({ scheme }) => scheme)).toEqual(['plenum-shell']);
    expect(standIn.app.sandboxed).toBe(true);
    expect(standIn.app.removedSwitches).toContain('remote-debugging-port');
  });

  test('of a second program ends it, without a window', () => {
    standIn = new ElectronStandIn({ folder });
    const { electron } = standIn;
    standIn.app.firstInstance = false;
    const files = { preload: '', pages: '', keyProcess: '' };
    const process = { platform: 'linux', env: {}, argv: [], execPath: '' } as const;
    beginDesktop({
      electron,
      process: { ...process, argv: [] },
      files,
      log: () => undefined,
      drawId: () => '',
      nowMs: () => 0,
    });
    standIn.app.becomeReady();
    expect(standIn.app.ended).toEqual(['quit']);
    expect(standIn.windows).toEqual([]);
  });

  test('asks for a server where none is known, and goes to the one that is typed', async () => {
    begin();
    const page = await shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:connect']({ address: 'localhost:3000' })).toEqual({
      ok: true,
      value: { kind: 'connected' },
    });
    await shows(`${server}/`);
    const kept = JSON.parse(await readFile(join(folder, 'desktop.json'), 'utf8')) as { servers: unknown };
    expect(kept.servers).toEqual([{ origin: server }]);
  });

  test('goes to the server that was used last', async () => {
    await connected();
    standIn.app.emit('will-quit', {});
    begin();
    await shows(`${server}/`);
  });

  test('with a server that is away asks for one, with its address ready', async () => {
    servers.clear();
    begin(`--plenum-server=${server}`);
    const page = await shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({ value: { suggested: server } });
  });

  test('with a link to the given server opens the meeting', async () => {
    begin(`--plenum-server=${server}`, '--', 'plenum://localhost:3000/12345');
    await shows(`${server}/#/12345`);
  });

  test('with a link to a server that was never chosen asks first', async () => {
    begin('--', 'plenum://evil.example/12345');
    const page = await shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({
      value: { suggested: 'plenum://evil.example/12345' },
    });
  });

  test('with the system waits in the tray', async () => {
    begin('--hidden', `--plenum-server=${server}`);
    await shows(`${server}/`);
    expect((await mainWindow()).isVisible()).toBe(false);
    standIn.trays[0]?.emit('click');
    expect((await mainWindow()).isVisible()).toBe(true);
  });
});

describe('the page of a meeting', () => {
  test.each<[CallName, unknown]>([
    ['session:restore', null],
    ['call:resume', null],
    ['call:tell', {}],
    ['session:sign-out', {}],
    ['session:forget', {}],
    ['appearance:tell', {}],
  ])('is answered %s', async (name, value) => {
    const inputs: Partial<Record<CallName, unknown>> = {
      'call:tell': { call: null },
      'session:sign-out': { everywhere: false },
      'appearance:tell': { language: 'zh', theme: 'dark' },
    };
    const page = await connected();
    expect(await page.page.invoke(name, inputs[name] ?? {})).toEqual({ ok: true, value });
  });

  test('is told what the program is and can, and changes its settings', async () => {
    const { bridge } = (await connected()).page;
    const before = await bridge.calls['desktop:describe']({});
    expect(before).toMatchObject({ ok: true, value: { vault: true, startAtLogin: true } });
    const after = await bridge.calls['desktop:change']({ closeToTray: false, startAtLogin: true });
    expect(after).toMatchObject({
      ok: true,
      value: { settings: { closeToTray: false, startAtLogin: true } },
    });
    expect(logged).toEqual([]);
  });

  test('goes back to the page that asks for a server, which looks as it did', async () => {
    const page = await connected();
    await page.page.bridge.calls['appearance:tell']({ language: 'zh', theme: 'dark' });
    await page.page.bridge.calls['server:leave']({});
    await shows(ownPage('connect'));
    expect(await page.page.bridge.calls['appearance:read']({})).toEqual({
      ok: true,
      value: { language: 'zh', theme: 'dark' },
    });
    expect(standIn.theme.themeSource).toBe('dark');
    expect(standIn.trays[0]?.toolTip).toBe('Plenum：未连接');
  });

  test('that crashes again and again gives way to the page that asks for a server', async () => {
    const page = await connected();
    for (let crash = 1; crash <= 6; crash += 1) {
      page.page.crash('crashed');
      await vi.waitFor(() => expect(page.loaded.length).toBe(crash + 1));
    }
    await shows(`${ownPage('connect')}?reason=page-crashed`);
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({ value: { suggested: server } });
  });

  test('of a server that is away when it is loaded again gives way as well', async () => {
    const page = await inCall();
    page.nextFailure = 'ERR_CONNECTION_REFUSED';
    page.page.crash('crashed');
    await shows(`${ownPage('connect')}?reason=server-unreachable`);
  });
});

describe('during a call', () => {
  test('the tray says so, the machine stays awake, and leaving ends both', async () => {
    const page = await inCall();
    expect(standIn.trays[0]?.toolTip).toBe('Plenum: meeting 12345, microphone on');
    expect(standIn.powerSaveBlocker.running.size).toBe(1);
    await page.page.bridge.calls['call:tell']({ call: null });
    expect(standIn.trays[0]?.toolTip).toBe('Plenum: not in a meeting');
    expect(standIn.powerSaveBlocker.running.size).toBe(0);
  });

  test('what the tray offers is told to the page', async () => {
    const page = await inCall();
    pressTray(/microphone/i);
    expect(page.sent).toEqual([['command:given', { command: 'toggle-microphone' }]]);
  });

  test('closing the window keeps the call, and ending the program ends it', async () => {
    const page = await inCall();
    (await mainWindow()).close();
    expect(page.isDestroyed()).toBe(false);
    expect(standIn.app.ended).toEqual([]);
    pressTray(/quit/i);
    (await mainWindow()).close();
    expect(standIn.app.ended).toContain('quit');
    expect(page.isDestroyed()).toBe(true);
  });

  const follow = (link: string) => standIn.app.emit('second-instance', {}, ['plenum', '--', link]);
  const question = 'Leave this meeting and go to meeting 54321?';

  test('a link asks the person, not the page, whether to leave, and nothing happens when they stay', async () => {
    const page = await inCall();
    follow('plenum://localhost:3000/54321');
    await vi.waitFor(() => expect(standIn.dialog.asked).toEqual([question]));
    await page.page.bridge.calls['call:resume']({});
    expect(page.sent).toEqual([]);
    expect(page.getURL()).toBe(`${server}/`);
  });

  test('a link is followed once the person agreed and the page has left', async () => {
    const page = await inCall();
    standIn.dialog.answer = 1;
    follow('plenum://localhost:3000/54321');
    await vi.waitFor(() => expect(page.sent).toEqual([['command:given', { command: 'leave' }]]));
    expect(page.getURL()).toBe(`${server}/`);
    await page.page.bridge.calls['call:tell']({ call: null });
    await shows(`${server}/#/54321`);
  });

  test('another start with another server only brings the window to the front', async () => {
    await inCall();
    servers.add('http://localhost:4000');
    (await mainWindow()).minimize();
    standIn.app.emit('second-instance', {}, ['plenum', '--plenum-server=http://localhost:4000']);
    expect((await mainWindow()).isMinimized()).toBe(false);
    await shows(`${server}/`);
  });

  test('sharing opens the picker, and then the badge, each with a bridge of its own', async () => {
    const page = await inCall();
    const shared = standIn.session('persist:plenum').askForDisplay(page.mainFrame);
    const picker = await ownWindow('picker');
    const sources = await picker.page.bridge.calls['picker:sources']({});
    expect(sources).toMatchObject({ ok: true, value: { sources: [{ id: 'screen:0:0' }, {}] } });
    await picker.page.bridge.calls['picker:choose']({ id: 'screen:0:0', sound: false });
    expect(await shared).toMatchObject({ video: { id: 'screen:0:0' } });

    await page.page.bridge.calls['call:tell']({ call: { ...call, share: 'on' } });
    const badge = await ownWindow('badge');
    await badge.page.bridge.calls['badge:stop']({});
    expect(page.sent).toEqual([['command:given', { command: 'stop-share' }]]);
  });

  test('a page that is in no call shares nothing', async () => {
    const page = await connected();
    expect(await standIn.session('persist:plenum').askForDisplay(page.mainFrame)).toBeNull();
    expect(standIn.windows).toHaveLength(1);
  });
});

test('no call of the contract is without an answer', async () => {
  begin();
  await mainWindow();
  expect([...standIn.ipcMain.handlers.keys()]).toEqual(Object.keys(calls));
});

test('the window that is closed for good ends the program, and what was lent is given back', async () => {
  const page = await connected();
  await page.page.bridge.calls['desktop:change']({ closeToTray: false });
  (await mainWindow()).close();
  expect(standIn.app.ended).toEqual(['quit']);
  expect(standIn.trays[0]?.isDestroyed()).toBe(true);
  expect(standIn.shortcuts.keys.size).toBe(0);
});
