// The first moments of the desktop program, over the stand-in for Electron: which page it shows, and for whom it makes way.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import { DesktopRun, server } from './desktop-run.ts';
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

describe('the start', () => {
  test('says before Electron is ready what has to be said then', () => {
    run.begin();
    expect(run.standIn.protocol.schemes.map(({ scheme }) => scheme)).toEqual(['plenum-shell']);
    expect(run.standIn.app.sandboxed).toBe(true);
    expect(run.standIn.app.removedSwitches).toContain('remote-debugging-port');
  });

  test('as root, which has no sandbox to be had, leaves that to who started it', () => {
    const asRoot = new ElectronStandIn({ folder: run.folder });
    asRoot.app.commandLine.appendSwitch('no-sandbox');
    run.beginOver(asRoot);
    expect(asRoot.app.sandboxed).toBe(false);
  });

  test('of a second program ends it, without a window', () => {
    const second = new ElectronStandIn({ folder: run.folder });
    second.app.firstInstance = false;
    run.beginOver(second);
    second.app.becomeReady();
    expect(second.app.ended).toEqual(['quit']);
    expect(second.windows).toEqual([]);
  });

  test('asks for a server where none is known, and goes to the one that is typed', async () => {
    run.begin();
    const page = await run.shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:connect']({ address: 'localhost:3000' })).toEqual({
      ok: true,
      value: { kind: 'connected' },
    });
    await run.shows(`${server}/`);
    const kept = JSON.parse(await readFile(join(run.folder, 'desktop.json'), 'utf8')) as { servers: unknown };
    expect(kept.servers).toEqual([{ origin: server }]);
  });

  test('goes to the server that was used last', async () => {
    await run.connected();
    run.quit();
    run.begin();
    await run.shows(`${server}/`);
  });

  test('with a server that is away asks for one, with its address ready', async () => {
    run.servers.clear();
    run.begin(`--plenum-server=${server}`);
    const page = await run.shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({ value: { suggested: server } });
  });

  test('with a link to the given server opens the meeting', async () => {
    run.begin(`--plenum-server=${server}`, '--', 'plenum://localhost:3000/12345');
    await run.shows(`${server}/#/12345`);
  });

  test('with a link to a server that was never chosen asks first', async () => {
    run.begin('--', 'plenum://evil.example/12345');
    const page = await run.shows(ownPage('connect'));
    expect(await page.page.bridge.calls['servers:list']({})).toMatchObject({
      value: { suggested: 'plenum://evil.example/12345' },
    });
  });

  test('with the system waits in the tray', async () => {
    run.begin('--hidden', `--plenum-server=${server}`);
    await run.shows(`${server}/`);
    expect((await run.mainWindow()).isVisible()).toBe(false);
    run.standIn.trays[0]?.emit('click');
    expect((await run.mainWindow()).isVisible()).toBe(true);
  });
});
