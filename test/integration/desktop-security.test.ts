// Electron's security list (https://www.electronjs.org/docs/latest/tutorial/security), points 1 to 10: read from the options objects,
// from the guards over the stand-in, and from the sources.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shellPolicy } from '../../client/main/security/shell-pages.ts';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage, serve } from './desktop-shell.ts';
import { readSources, root, windows } from './desktop-sources.ts';

let preload: string;
let opened: OpenedShell;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(() => {
  opened = openShellOverStandIn({ preload });
});

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
      expect((await serve(opened, url)).headers.get('content-security-policy')).toBe(shellPolicy);
  });

  test('that allows nothing by default, no script but the program’s own and no page around', () => {
    const rules = shellPolicy.split('; ');
    expect(rules).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(shellPolicy).not.toMatch(/unsafe|\*|http|blob/);
  });

  test('as the server does for the page of a meeting', async () => {
    const door = await readFile(join(root, 'server/net/http-transport.ts'), 'utf8');
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
