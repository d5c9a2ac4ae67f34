import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLastServer, writeLastServer } from './last-server.mjs';

let env = { XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' };

beforeEach(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'plenum-last-'));
  env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
});

afterEach(() => rmSync(env.XDG_DATA_HOME, { recursive: true }));

test('at the first time no server is known', () => {
  expect(readLastServer(env, 'browser')).toBe(null);
});

test('the server that was opened is known the next time, without its room and the key to it', () => {
  writeLastServer(env, 'https://meet.example.org/#/12345?key=secret');
  expect(readLastServer(env, 'browser')).toBe('https://meet.example.org/');
});

test.each(['no JSON', '{}', '{"address":"file:///etc/passwd"}'])(
  'a file that says %s is not followed',
  (content) => {
    writeLastServer(env, 'https://meet.example.org');
    writeFileSync(path.join(env.XDG_DATA_HOME, 'plenum/desktop/last-server.json'), content);
    expect(readLastServer(env, 'browser')).toBe(null);
  },
);

test('the desktop program goes to the server that it was at last itself', () => {
  writeLastServer(env, 'https://meet.example.org');
  expect(readLastServer(env, 'electron')).toBe('https://meet.example.org/');
  const servers = [{ origin: 'https://new.example.org' }, { origin: 'https://old.example.org' }];
  mkdirSync(path.join(env.XDG_CONFIG_HOME, 'Plenum'));
  writeFileSync(path.join(env.XDG_CONFIG_HOME, 'Plenum/desktop.json'), JSON.stringify({ servers }));
  expect(readLastServer(env, 'electron')).toBe('https://new.example.org/');
  expect(readLastServer(env, 'browser')).toBe('https://meet.example.org/');
});
