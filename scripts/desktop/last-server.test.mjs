import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLastServer, writeLastServer } from './last-server.mjs';

let env = { XDG_DATA_HOME: '' };

beforeEach(() => {
  env = { XDG_DATA_HOME: mkdtempSync(path.join(tmpdir(), 'plenum-last-')) };
});

afterEach(() => rmSync(env.XDG_DATA_HOME, { recursive: true }));

test('at the first time no server is known', () => {
  expect(readLastServer(env)).toBe(null);
});

test('the server that was opened is known the next time, without its room and the key to it', () => {
  writeLastServer(env, 'https://meet.example.org/#/12345?key=secret');
  expect(readLastServer(env)).toBe('https://meet.example.org/');
});

test.each(['no JSON', '{}', '{"address":"file:///etc/passwd"}'])(
  'a file that says %s is not followed',
  (content) => {
    writeLastServer(env, 'https://meet.example.org');
    writeFileSync(path.join(env.XDG_DATA_HOME, 'plenum/desktop/last-server.json'), content);
    expect(readLastServer(env)).toBe(null);
  },
);
