// A hostile page in the desktop program: a server that was taken over, or a script that got into its page. Everything here is tried
// over the built preload, the real guards and the real gate, and everything fails: files of the program and of the
// person, and what the browser asks a permission for.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pagePartition } from '../../client/main/windows/page-preferences.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { type OpenedShell, openShellOverStandIn, origin } from './desktop-shell.ts';

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
    ['of another host with a page of the same name', 'plenum-shell://other/connect.html'],
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
      const mini = opened.openMini();
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
    const mini = opened.openMini();
    const session = opened.standIn.session(pagePartition);
    expect(session.download(mini, { url: blob, filename: 'a.png' }).prevented).toBe(true);
    expect(session.download(page, { url: blob, filename: 'a.png' }).prevented).toBe(false);
    await opened.open('connect');
    expect(session.download(page, { url: blob, filename: 'a.png' }).prevented).toBe(true);
  });
});
