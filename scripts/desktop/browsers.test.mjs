import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { browserArguments, findBrowser, profileFolder } from './browsers.mjs';

const address = 'http://localhost:3000/';

test('Chromium is taken before Chrome, wherever in PATH they are', () => {
  const there = ['/opt/google-chrome', '/usr/bin/chromium'];
  expect(findBrowser({ PATH: '/opt:/usr/bin' }, (file) => there.includes(file))).toBe('/usr/bin/chromium');
  expect(findBrowser({ PATH: '/opt::/usr/bin' }, (file) => file === there[0])).toBe('/opt/google-chrome');
});

test('without any of the known browsers none is found', () => {
  expect(findBrowser({ PATH: '/usr/bin' }, (file) => file.endsWith('/firefox'))).toBe(null);
  expect(findBrowser({}, () => true)).toBe(null);
});

test('the window is the application’s own, with a profile of its own', () => {
  const args = browserArguments(address, '/p', { isRoot: false, env: { DISPLAY: ':0' } });
  expect(args).toContain('--app=http://localhost:3000/');
  expect(args).toContain('--user-data-dir=/p');
});

test('the sandbox is left out for root alone', () => {
  const env = { DISPLAY: ':0' };
  expect(browserArguments(address, '/p', { isRoot: true, env })).toContain('--no-sandbox');
  expect(browserArguments(address, '/p', { isRoot: false, env })).not.toContain('--no-sandbox');
});

test('on a desktop with Wayland alone the browser is told so', () => {
  const args = browserArguments(address, '/p', { isRoot: false, env: { WAYLAND_DISPLAY: 'wayland-0' } });
  expect(args).toContain('--ozone-platform=wayland');
});

test('the profile lies in the user’s data folder, and for a snap in the only place that it sees', () => {
  expect(profileFolder({ XDG_DATA_HOME: '/data' }, false)).toBe('/data/plenum/desktop/browser-profile');
  expect(profileFolder({}, false)).toBe(path.join(homedir(), '.local/share/plenum/desktop/browser-profile'));
  expect(profileFolder({ XDG_DATA_HOME: '/data' }, true)).toMatch(/\/snap\/chromium\/common\//);
});
