import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Vault } from './vault.ts';

const origin = 'https://meet.example.org';
const other = 'https://other.example.org';
const token = 'token-that-nobody-may-see';

/** Turns bytes around, and knows its own by a first word. */
class FakeSafeStorage {
  isThere = true;
  backend: 'gnome_libsecret' | 'basic_text' | 'unknown' = 'gnome_libsecret';
  isEncryptionAvailable(): boolean {
    return this.isThere;
  }
  getSelectedStorageBackend(): FakeSafeStorage['backend'] {
    return this.backend;
  }
  encryptString(text: string): Buffer {
    return Buffer.concat([Buffer.from('v11'), Buffer.from(text).map((byte) => byte ^ 0xff)]);
  }
  decryptString(encrypted: Buffer): string {
    if (encrypted.subarray(0, 3).toString() !== 'v11') throw new Error('The key is another one.');
    return Buffer.from(encrypted.subarray(3).map((byte) => byte ^ 0xff)).toString();
  }
}

let folder: string;
let file: string;
let storage: FakeSafeStorage;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plenum-vault-'));
  file = join(folder, 'sign-ins.json');
  storage = new FakeSafeStorage();
});
afterEach(() => rmSync(folder, { recursive: true }));
const open = (platform: NodeJS.Platform = 'linux') => new Vault(file, storage, platform);

test('a kept token is there after the next start, encrypted, in a file that is its owner’s alone', () => {
  open().keep(origin, token);
  open().keep(other, 'another');
  expect(open().read(origin)).toBe(token);
  expect(open().read(other)).toBe('another');
  expect(open().read('https://third.example.org')).toBeUndefined();
  const written = readFileSync(file, 'utf8');
  expect(written).not.toContain(token);
  expect(written).not.toContain(Buffer.from(token).toString('base64'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a forgotten token is gone from the file, and no other one', () => {
  open().keep(origin, token);
  open().keep(other, 'another');
  open().forget(origin);
  expect(open().read(origin)).toBeUndefined();
  expect(open().read(other)).toBe('another');
  expect(readFileSync(file, 'utf8')).not.toContain(origin);
});

test('on Linux a key that is the same in every program counts as no vault: nothing is written', () => {
  for (const backend of ['basic_text', 'unknown'] as const) {
    storage.backend = backend;
    expect(open().isAvailable).toBe(false);
    open().keep(origin, token);
    expect(open().read(origin)).toBeUndefined();
    expect(() => readFileSync(file)).toThrow('ENOENT');
  }
});

test('elsewhere the system is asked alone', () => {
  storage.backend = 'basic_text';
  expect(open('darwin').isAvailable).toBe(true);
  storage.isThere = false;
  expect([open('darwin').isAvailable, open('win32').isAvailable, open('linux').isAvailable]).toEqual([
    false,
    false,
    false,
  ]);
});

test('without the vault that was there, an older sign-in is not used, and a new one replaces it by nothing', () => {
  open().keep(origin, token);
  storage.isThere = false;
  expect(open().read(origin)).toBeUndefined();
  open().keep(origin, 'new');
  storage.isThere = true;
  expect(open().read(origin)).toBeUndefined();
});

test('an entry that another key encrypted is forgotten, and no other one', () => {
  open().keep(origin, token);
  const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  writeFileSync(file, JSON.stringify({ ...written, [other]: Buffer.from('v10???').toString('base64') }));
  expect(open().read(other)).toBeUndefined();
  expect(readFileSync(file, 'utf8')).not.toContain(other);
  expect(open().read(origin)).toBe(token);
});

test.each(['', '{', '[]', '{"https://meet.example.org":1}', 'null'])(
  'a file that holds %j holds nothing',
  (text) => {
    writeFileSync(file, text);
    expect(open().read(origin)).toBeUndefined();
    open().keep(origin, token);
    expect(open().read(origin)).toBe(token);
  },
);
