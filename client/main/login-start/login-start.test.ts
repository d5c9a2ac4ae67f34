import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LoginStart, type LoginStartParts } from './login-start.ts';

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'plenum-login-start-'));
  file = join(home, '.config', 'autostart', 'plenum.desktop');
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

test('on Linux a file is written and taken away again', () => {
  const start = onLinux();
  expect(start.on).toBe(false);
  start.set(true);
  expect(start.on).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('Exec=/opt/Plenum/plenum --hidden\n');
  start.set(false);
  expect(start.on).toBe(false);
});

test('an AppImage starts itself, not what it has unpacked', () => {
  onLinux({ APPIMAGE: '/home/ada/Plenum.AppImage' }).set(true);
  expect(readFileSync(file, 'utf8')).toContain('Exec=/home/ada/Plenum.AppImage --hidden\n');
});

test('what the person switched off elsewhere is off here too', () => {
  const start = onLinux();
  start.set(true);
  appendFileSync(file, 'Hidden=true\n');
  expect(start.on).toBe(false);
  start.set(true);
  expect(start.on).toBe(true);
});

test('the folder that the environment names is the one that is used', () => {
  const start = onLinux({ XDG_CONFIG_HOME: join(home, 'elsewhere') });
  start.set(true);
  expect(readFileSync(join(home, 'elsewhere', 'autostart', 'plenum.desktop'), 'utf8')).toContain('Exec=');
});

test('a program run from its sources cannot be started at login', () => {
  const start = new LoginStart({ ...linuxParts(), electron: appOf({ isPackaged: false }) });
  expect(start.available).toBe(false);
  start.set(true);
  expect(start.on).toBe(false);
});

test('a machine without a home cannot start anything', () => {
  expect(new LoginStart({ ...linuxParts(), env: {} }).available).toBe(false);
});

test.each([
  ['win32', { args: ['--hidden'] }],
  ['darwin', {}],
] as const)('on %s the system is asked and told', (platform, item) => {
  let openAtLogin = false;
  const asked: unknown[] = [];
  const electron = appOf({
    isPackaged: true,
    getLoginItemSettings: (options: unknown) => {
      asked.push(options);
      return { openAtLogin };
    },
    setLoginItemSettings: (settings: { openAtLogin: boolean }) => {
      asked.push(settings);
      openAtLogin = settings.openAtLogin;
    },
  });
  const start = new LoginStart({ ...linuxParts(), platform, electron });
  start.set(true);
  expect(start.on).toBe(true);
  expect(asked).toEqual([item, { ...item, openAtLogin: true }, item]);
});

function onLinux(env: NodeJS.ProcessEnv = {}): LoginStart {
  return new LoginStart(linuxParts(env));
}

function linuxParts(env: NodeJS.ProcessEnv = {}): LoginStartParts {
  return {
    electron: appOf({ isPackaged: true }),
    platform: 'linux',
    env: { HOME: home, ...env },
    execPath: '/opt/Plenum/plenum',
  };
}

function appOf(app: object): LoginStartParts['electron'] {
  return { app } as unknown as LoginStartParts['electron'];
}
