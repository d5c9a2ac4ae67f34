// The whole desktop program over the stand-in for Electron, once it shows a server: page, call, tray, links, sharing, end.
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CallName, calls } from '../../client/ipc.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import { call, DesktopRun, server } from './desktop-run.ts';
import { ownPage } from './desktop-shell.ts';

let preload: string;
let run: DesktopRun;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(async () => {
  run = await DesktopRun.prepare(preload);
});
afterEach(() => run.end());

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
    const page = await run.connected();
    expect(await page.page.invoke(name, inputs[name] ?? {})).toEqual({ ok: true, value });
  });

  test('is told what the program is and can, and changes its settings', async () => {
    const { bridge } = (await run.connected()).page;
    const before = await bridge.calls['desktop:describe']({});
    expect(before).toMatchObject({ ok: true, value: { vault: true, startAtLogin: true } });
    run.standIn.dialog.answer = 1;
    const after = await bridge.calls['desktop:change']({ closeToTray: false, startAtLogin: true });
    expect(run.standIn.dialog.asked).toEqual(['Start Plenum by itself when you log in?']);
    expect(after).toMatchObject({
      ok: true,
      value: { settings: { closeToTray: false, startAtLogin: true } },
    });
    expect(run.logged).toEqual([]);
  });

  test('S18: has no camera and no microphone before the person was asked, and no key of other programs', async () => {
    const { page } = await run.connected();
    const url = `${server}/`;
    expect(await page.ask({ permission: 'media', url })).toBe(false);
    const host = new URL(server).host;
    expect(run.standIn.dialog.asked).toEqual([`May ${host} use your camera and microphone?`]);
    const answer = await page.bridge.calls['desktop:change']({ talkKey: 'A', muteKey: 'Control+Alt+C' });
    expect(answer).toMatchObject({ ok: true, value: { settings: { talkKey: '' } } });
    expect(answer).not.toMatchObject({ value: { settings: { muteKey: 'Control+Alt+C' } } });
    expect(run.standIn.dialog.asked.slice(1)).toEqual([
      'Hold A to talk, also while other programs are in front?',
      'Mute and unmute with Control+Alt+C, also while other programs are in front?',
    ]);
    expect(run.logged).toEqual([]);
  });

  test('S18: has them after the person said yes, also at the next start', async () => {
    const { page } = await run.connected();
    run.standIn.dialog.answer = 1;
    expect(await page.ask({ permission: 'media', url: `${server}/` })).toBe(true);
    expect(await page.ask({ permission: 'media', url: `${server}/` })).toBe(true);
    expect(run.standIn.dialog.asked).toHaveLength(1);
  });

  test('goes back to the page that asks for a server, which looks as it did', async () => {
    const page = await run.connected();
    await page.page.bridge.calls['appearance:tell']({ language: 'zh', theme: 'dark' });
    await page.page.bridge.calls['server:leave']({});
    await run.shows(ownPage('connect'));
    expect(await page.page.bridge.calls['appearance:read']({})).toEqual({
      ok: true,
      value: { language: 'zh', theme: 'dark' },
    });
    expect(run.standIn.theme.themeSource).toBe('dark');
    expect(run.standIn.trays[0]?.toolTip).toBe('Plenum：未连接');
  });

  test('that crashes again and again gives way to the page that asks for a server', async () => {
    const page = await run.connected();
    for (let crash = 1; crash <= 6; crash += 1) {
      page.page.crash('crashed');
      await vi.waitFor(() => expect(page.loaded.length).toBe(crash + 1));
    }
    await run.shows(`${ownPage('connect')}?reason=page-crashed`);
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({ value: { suggested: server } });
  });

  test('of a server that is away when it is loaded again gives way as well', async () => {
    const page = await run.inCall();
    page.nextFailure = 'ERR_CONNECTION_REFUSED';
    page.page.crash('crashed');
    await run.shows(`${ownPage('connect')}?reason=server-unreachable`);
  });
});

describe('during a call', () => {
  test('the tray says so, the machine stays awake, and leaving ends both', async () => {
    const page = await run.inCall();
    expect(run.standIn.trays[0]?.toolTip).toBe('Plenum: meeting 12345, microphone on');
    expect(run.standIn.powerSaveBlocker.running.size).toBe(1);
    await page.page.bridge.calls['call:tell']({ call: null });
    expect(run.standIn.trays[0]?.toolTip).toBe('Plenum: not in a meeting');
    expect(run.standIn.powerSaveBlocker.running.size).toBe(0);
  });

  test('what the tray offers is told to the page', async () => {
    const page = await run.inCall();
    run.pressTray(/microphone/i);
    expect(page.sent).toEqual([['command:given', { command: 'toggle-microphone' }]]);
  });

  test('closing the window keeps the call, and ending the program ends it', async () => {
    const page = await run.inCall();
    (await run.mainWindow()).close();
    expect(page.isDestroyed()).toBe(false);
    expect(run.standIn.app.ended).toEqual([]);
    run.pressTray(/quit/i);
    (await run.mainWindow()).close();
    expect(run.standIn.app.ended).toContain('quit');
    expect(page.isDestroyed()).toBe(true);
  });

  const follow = (link: string) => run.standIn.app.emit('second-instance', {}, ['plenum', '--', link]);
  const question = 'Leave this meeting and go to meeting 54321?';

  test('a link asks the person, not the page, whether to leave, and nothing happens when they stay', async () => {
    const page = await run.inCall();
    follow('plenum://localhost:3000/54321');
    await vi.waitFor(() => expect(run.standIn.dialog.asked).toEqual([question]));
    await page.page.bridge.calls['call:resume']({});
    expect(page.sent).toEqual([]);
    expect(page.getURL()).toBe(`${server}/`);
  });

  test('a link is followed once the person agreed and the page has left', async () => {
    const page = await run.inCall();
    run.standIn.dialog.answer = 1;
    follow('plenum://localhost:3000/54321');
    await vi.waitFor(() => expect(page.sent).toEqual([['command:given', { command: 'leave' }]]));
    expect(page.getURL()).toBe(`${server}/`);
    await page.page.bridge.calls['call:tell']({ call: null });
    await run.shows(`${server}/#/54321`);
  });

  test('another start with another server only brings the window to the front', async () => {
    await run.inCall();
    run.servers.add('http://localhost:4000');
    (await run.mainWindow()).minimize();
    run.standIn.app.emit('second-instance', {}, ['plenum', '--plenum-server=http://localhost:4000']);
    expect((await run.mainWindow()).isMinimized()).toBe(false);
    await run.shows(`${server}/`);
  });

  test('sharing opens the picker, and then the badge, each with a bridge of its own', async () => {
    const page = await run.inCall();
    const shared = run.standIn.session('persist:plenum').askForDisplay(page.mainFrame);
    const picker = await run.ownWindow('picker');
    const sources = await picker.page.bridge.calls['picker:sources']({});
    expect(sources).toMatchObject({ ok: true, value: { sources: [{ id: 'screen:0:0' }, {}] } });
    await picker.page.bridge.calls['picker:choose']({ id: 'screen:0:0', sound: false });
    expect(await shared).toMatchObject({ video: { id: 'screen:0:0' } });

    await page.page.bridge.calls['call:tell']({ call: { ...call, share: 'on' } });
    const badge = await run.ownWindow('badge');
    await badge.page.bridge.calls['badge:stop']({});
    expect(page.sent).toEqual([['command:given', { command: 'stop-share' }]]);
  });

  test('a page that is in no call shares nothing', async () => {
    const page = await run.connected();
    expect(await run.standIn.session('persist:plenum').askForDisplay(page.mainFrame)).toBeNull();
    expect(run.standIn.windows).toHaveLength(1);
  });
});

test('no call of the contract is without an answer', async () => {
  run.begin();
  await run.mainWindow();
  expect([...run.standIn.ipcMain.handlers.keys()]).toEqual(Object.keys(calls));
});

test('the window that is closed for good ends the program, and what was lent is given back', async () => {
  const page = await run.connected();
  await page.page.bridge.calls['desktop:change']({ closeToTray: false });
  (await run.mainWindow()).close();
  expect(run.standIn.app.ended).toEqual(['quit']);
  expect(run.standIn.trays[0]?.isDestroyed()).toBe(true);
  expect(run.standIn.shortcuts.keys.size).toBe(0);
});
