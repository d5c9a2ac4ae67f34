// Electron's security list (https://www.electronjs.org/docs/latest/tutorial/security), point by point: read from the options objects,
// from the guards over the stand-in, and from the sources.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserWindowConstructorOptions } from 'electron';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallName, calls, miniWindowName, shellScheme } from '../../client/ipc.ts';
import { closeDebugging } from '../../client/main/security/close-debugging.ts';
import { shellPolicy, shellSchemeRule } from '../../client/main/security/shell-pages.ts';
import { mainWindowOptions } from '../../client/main/windows/main-window-options.ts';
import { miniWindowOptions } from '../../client/main/windows/mini-window.ts';
import { ownPageOptions } from '../../client/main/windows/own-page.ts';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage } from './desktop-shell.ts';

const root = join(import.meta.dirname, '../..');

const windows: readonly (readonly [string, BrowserWindowConstructorOptions])[] = [
  ['main window', mainWindowOptions({ preload: '/preload.cjs', backgroundColor: '#ffffff' })],
  ['window of picker and badge', ownPageOptions({ width: 1, height: 1 }, '/preload.cjs')],
  ['mini window', miniWindowOptions()],
];

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

/** The text of every source file below a folder of `client`, tests left out. */
async function readSources(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(join(root, folder), { recursive: true });
  const sources = names.filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  return Promise.all(
    sources.map(async (name) => [name, await readFile(join(root, folder, name), 'utf8')] as const),
  );
}

function serve(url: string): Promise<Response> {
  const handler = opened.standIn.session(pagePartition).protocol.handlers.get(shellScheme);
  if (!handler) throw new Error('Nobody serves the pages.');
  return Promise.resolve(handler({ url, method: 'GET' } as Request));
}

describe('1. only secure content is loaded', () => {
  test.each(['http://meet.example.org', 'ftp://meet.example.org', 'file://', ownPage('connect')])(
    '%s is never the page of a server',
    async (address) => {
      await expect(opened.shell.window.showServer(address)).rejects.toThrow();
      expect(opened.standIn.windows).toEqual([]);
    },
  );

  test.each([origin, 'http://localhost:3000', 'http://127.0.0.1:3000'])('%s is', async (address) => {
    await opened.shell.window.showServer(address);
    expect(opened.mainWindow().webContents.loaded).toEqual([`${address}/`]);
  });
});

test.each(windows)('2. Node is not there for pages: %s', (_name, { webPreferences }) => {
  expect(webPreferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
  });
});

test.each(windows)('3. preload and page are worlds of their own: %s', (_name, { webPreferences }) => {
  expect(webPreferences?.contextIsolation).toBe(true);
});

test.each(windows)('4. pages are in the sandbox: %s', (_name, { webPreferences }) => {
  expect(webPreferences?.sandbox).toBe(true);
});

describe('5. permissions of pages are decided', () => {
  test('by handlers for checks, requests and devices', () => {
    const session = opened.standIn.session(pagePartition);
    expect(session.checkHandler).not.toBeNull();
    expect(session.askHandler).not.toBeNull();
    expect(session.deviceHandler).not.toBeNull();
  });

  test('to be exactly those of a meeting', async () => {
    const { page } = await opened.open('meeting');
    const needed = ['media', 'display-capture', 'notifications', 'fullscreen', 'speaker-selection'];
    const granted = [...needed, 'clipboard-sanitized-write'];
    const asked = [...granted, 'clipboard-read', 'geolocation', 'usb', 'midi', 'openExternal'];
    const answers = await Promise.all(asked.map((permission) => page.ask({ permission })));
    expect(asked.filter((_, index) => answers[index])).toEqual(granted);
  });

  test('to be none in a session that no page of the program lives in', async () => {
    const session = opened.standIn.session('');
    const contents = (await opened.open('meeting')) as never;
    for (const permission of ['media', 'notifications', 'geolocation'])
      expect(await session.decide({ contents, permission, url: `${origin}/` })).toBe(false);
  });

  test.each(windows)('in the session that all windows share: %s', (_name, { webPreferences }) => {
    expect(webPreferences?.partition).toBe(pagePartition);
  });
});

test.each(windows)('6. the same-origin policy is on: %s', (_name, { webPreferences }) => {
  expect(webPreferences?.webSecurity).toBe(true);
});

describe('7. a policy says what pages may load', () => {
  test('and comes with every file of the program, found or not', async () => {
    for (const url of [ownPage('connect'), ownPage('nothing')])
      expect((await serve(url)).headers.get('content-security-policy')).toBe(shellPolicy);
  });

  test('that allows nothing by default, no script but the program’s own and no page around', () => {
    const rules = shellPolicy.split('; ');
    expect(rules).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(shellPolicy).not.toMatch(/unsafe|\*|http|blob/);
  });

  test('as the server does for the page of a meeting', async () => {
    const door = await readFile(join(root, 'server/http-door.ts'), 'utf8');
    expect(door).toContain('contentSecurityPolicy');
    expect(door).not.toContain("'unsafe-inline'");
    expect(door).not.toContain("'unsafe-eval'");
  });
});

test.each(windows)('8. pages over TLS load nothing without it: %s', (_name, { webPreferences }) => {
  expect(webPreferences?.allowRunningInsecureContent).toBe(false);
});

test.each(windows)('9. experimental features are off: %s', (_name, { webPreferences }) => {
  expect(webPreferences?.experimentalFeatures).toBe(false);
});

test.each(windows)('10. no feature of the engine is switched on: %s', (_name, { webPreferences = {} }) => {
  expect(Object.keys(webPreferences)).not.toContain('enableBlinkFeatures');
});

test('10. no switch of the command line switches one on', async () => {
  const sources = await readSources('client/main');
  expect(sources.filter(([, text]) => /enable-blink-features|enableBlinkFeatures/.test(text))).toEqual([]);
});

test('11. there is no page within a page that could open windows', async () => {
  for (const [, { webPreferences }] of windows) expect(webPreferences?.webviewTag).toBe(false);
  const sources = [...(await readSources('client/ui')), ...(await readSources('client/main'))];
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
    expect((await serve(ownPage('connect'))).status).toBe(200);
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
    const sources = [...(await readSources('client/main')), ...(await readSources('client/ui'))];
    const importers = sources.filter(([, text]) => /^import (?!type )[^;]*from 'electron'/m.test(text));
    expect(importers.map(([name]) => name)).toEqual(['main.ts']);
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
