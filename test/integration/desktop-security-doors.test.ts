// Electron's security list (https://www.electronjs.org/docs/latest/tutorial/security), points 11 to 20 and a few that it does not have:
// read from the options objects, from the guards over the stand-in, and from the sources.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallName, calls, miniWindowName, shellScheme } from '../../client/ipc.ts';
import { closeDebugging } from '../../client/main/security/close-debugging.ts';
import { shellSchemeRule } from '../../client/main/security/shell-pages.ts';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage, serve } from './desktop-shell.ts';
import { readSources, root, windows } from './desktop-sources.ts';

let preload: string;
let pages: string;
let opened: OpenedShell;

beforeAll(async () => {
  preload = await buildPreload();
  pages = await mkdtemp(join(tmpdir(), 'plenum-pages-'));
  await writeFile(join(pages, 'connect.html'), '<!doctype html>');
});
afterAll(() => rm(pages, { recursive: true, force: true }));
beforeEach(() => {
  opened = openShellOverStandIn({ preload, pages });
});

test('11. there is no page within a page that could open windows', async () => {
  for (const [, { webPreferences }] of windows) expect(webPreferences?.webviewTag).toBe(false);
  const sources = await readSources('client');
  expect(sources.filter(([, text]) => /<webview|allowpopups/i.test(text))).toEqual([]);
});

test('12. a page within a page is never attached', async () => {
  const { page } = await opened.open('meeting');
  let prevented = false;
  const event = { preventDefault: () => void (prevented = true) };
  opened.mainWindow().webContents.emit('will-attach-webview', event, {}, { src: `${origin}/` });
  expect(prevented).toBe(true);
  expect(page.attachWebview({}, `${origin}/`)).toBe(false);
});

describe('13. pages go nowhere', () => {
  test('but within their server', async () => {
    const { page } = await opened.open('meeting');
    expect(page.goTo(`${origin}/other`)).toBe(true);
    expect(page.goTo('https://evil.example/')).toBe(false);
  });

  test.each(['connect', 'picker', 'badge'] as const)('at all from %s', async (audience) => {
    const { page } = await opened.open(audience);
    for (const url of [`${origin}/`, ownPage('connect'), 'file:///etc/passwd', 'about:blank'])
      expect(page.goTo(url)).toBe(false);
  });
});

describe('14. new windows', () => {
  test('are the mini window and nothing else', async () => {
    const { page } = await opened.open('meeting');
    expect(page.open('about:blank')).toBe(false);
    expect(page.open('about:blank', miniWindowName, 'popup,width=320,height=220')).toBe(true);
    expect(opened.standIn.windows).toHaveLength(2);
    expect(opened.standIn.windows[1]?.isAlwaysOnTop()).toBe(true);
  });

  test.each(['connect', 'picker', 'badge'] as const)('are none from %s', async (audience) => {
    const { page } = await opened.open(audience);
    expect(page.open('about:blank', miniWindowName)).toBe(false);
    expect(page.open('https://docs.example/')).toBe(false);
  });

  test('end with the page that opened them', async () => {
    const { page } = await opened.open('meeting');
    page.open('about:blank', miniWindowName);
    page.crash('crashed');
    expect(opened.standIn.windows).toHaveLength(1);
  });
});

describe('15. the system opens', () => {
  test('pages over TLS and letters', async () => {
    const { page } = await opened.open('meeting');
    for (const url of ['https://docs.example/a?b#c', 'mailto:ada@example.org?subject=Hello']) {
      page.open(url);
      opened.clock.nowMs += 1000;
    }
    expect(opened.standIn.shell.opened).toEqual([
      'https://docs.example/a?b#c',
      'mailto:ada@example.org?subject=Hello',
    ]);
  });

  test('nothing that was not checked in one place', async () => {
    const sources = await readSources('client/main');
    const openers = sources.filter(([, text]) => text.includes('openExternal('));
    expect(openers.map(([name]) => name)).toEqual(['security/guard-pages.ts']);
    expect(sources.filter(([, text]) => /openPath|showItemInFolder/.test(text))).toEqual([]);
  });
});

test('16. Electron is pinned to one version that is supported', async () => {
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const installed = JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  expect(installed.version).toBe(devDependencies['electron']);
  expect(Number.parseInt(installed.version, 10)).toBeGreaterThanOrEqual(45);
});

describe('17. the sender of every message is checked', () => {
  test('as there is one gate and no other listener', async () => {
    const sources = await readSources('client/main');
    const listeners = sources.filter(([, text]) =>
      /ipcMain\s*\.\s*(on|once|handle|handleOnce)\(|\.ipc\b/.test(text),
    );
    expect(listeners.map(([name]) => name)).toEqual(['gate/gate.ts']);
  });

  test.each(Object.keys(calls) as CallName[])('for %s', async (name) => {
    const page = await opened.open(calls[name].for[0]);
    const frame = page.page.addFrame(page.getURL());
    expect(await page.page.invokeFrom(frame, name, {})).toMatchObject({
      error: { code: 'not-permitted-here' },
    });
  });
});

describe('18. no page comes of a file:', () => {
  test('but over a scheme with an origin of its own, which only the session of pages knows', async () => {
    expect(shellSchemeRule).toEqual({ scheme: shellScheme, privileges: { standard: true, secure: true } });
    expect((await serve(opened, ownPage('connect'))).status).toBe(200);
    expect(opened.standIn.protocol.handlers.size).toBe(0);
  });

  test('and nothing in the program loads one', async () => {
    const sources = await readSources('client/main');
    expect(sources.filter(([, text]) => /loadFile\(|pathToFileURL|file:\/\//.test(text))).toEqual([]);
  });
});

test('19. the fuses of the binary are set when it is packed', async () => {
  const config = await readFile(join(root, 'scripts/package/electron-builder.config.mjs'), 'utf8');
  const wanted = {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  };
  for (const [fuse, value] of Object.entries(wanted)) expect(config).toContain(`${fuse}: ${value}`);
});

describe('20. no part of Electron is handed to a page', () => {
  test('the built preload uses two of them and nothing of Node', () => {
    const required = [...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(['"electron"']));
    const used = [...preload.matchAll(/\belectron\.(\w+)/g)].map(([, name]) => name);
    expect(new Set(used)).toEqual(new Set(['contextBridge', 'ipcRenderer']));
  });

  test('a page gets the calls of the contract and a way to listen', async () => {
    const { bridge } = (await opened.open('meeting')).page;
    expect(Object.keys(bridge).toSorted()).toEqual(['calls', 'on']);
    expect(Object.keys(bridge.calls)).toEqual(Object.keys(calls));
  });

  test('only the beginning of the program and the preload import Electron itself', async () => {
    const sources = await readSources('client');
    const importers = sources.filter(([, text]) => /^import (?!type )[^;]*from 'electron'/m.test(text));
    expect(importers.map(([name]) => name).toSorted()).toEqual(['main/main.ts', 'preload/preload.ts']);
  });
});

describe('besides the list', () => {
  test('a built program takes no debugger, and one that is being written does', () => {
    const removed = (isPackaged: boolean) => {
      const standIn = new ElectronStandIn({ isPackaged });
      closeDebugging(standIn.electron);
      return standIn.app.removedSwitches;
    };
    expect(removed(true)).toEqual(expect.arrayContaining(['remote-debugging-port', 'inspect']));
    expect(removed(false)).toEqual([]);
  });

  test('there is no menu with developer tools', () => {
    expect(opened.standIn.menus.applicationMenu).toBeNull();
    const mac = openShellOverStandIn({ preload, platform: 'darwin' });
    expect(JSON.stringify(mac.standIn.menus.applicationMenu)).not.toMatch(/viewMenu|toggleDevTools|reload/i);
  });

  test('certificates are decided by the program', () => {
    expect(opened.standIn.session(pagePartition).certificateProc).not.toBeNull();
  });

  test('no dictionary is fetched for spelling', () => {
    expect(opened.standIn.session(pagePartition).spellChecker).toBe(false);
    expect(opened.standIn.session('').spellChecker).toBe(false);
  });
});
