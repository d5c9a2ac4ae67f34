import { verify } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Problem } from '../setup/problem.mjs';
import { openUpdateKey, publicHalf, signDescription, updateKeyFile } from './update-key.mjs';

const description = `version: 0.1.0
files:
  - url: Plenum-0.1.0.AppImage
    sha512: c3VtMQ==
    size: 10
  - url: plenum_0.1.0_amd64.deb
    sha512: c3VtMg==
    size: 20
path: Plenum-0.1.0.AppImage
sha512: c3VtMQ==
releaseDate: '2026-11-27T00:00:00.000Z'
`;
const statement =
  '{"version":"0.1.0","files":[["Plenum-0.1.0.AppImage","c3VtMQ=="],["plenum_0.1.0_amd64.deb","c3VtMg=="]]}';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plenum-key-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the key lies in the person’s settings, unless another file is named', () => {
  expect(updateKeyFile({})).toBe(path.join(homedir(), '.config/plenum/update-key.pem'));
  expect(updateKeyFile({ PLENUM_UPDATE_KEY: '/keys/k.pem' })).toBe('/keys/k.pem');
});

test('the key is made once, kept to its owner, and is the same the next time', () => {
  const file = path.join(folder, 'sub/key.pem');
  const first = publicHalf(openUpdateKey(file));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(publicHalf(openUpdateKey(file))).toBe(first);
});

test('a file that holds no such key is not replaced', () => {
  const file = path.join(folder, 'key.pem');
  writeFileSync(file, 'something else');
  expect(() => openUpdateKey(file)).toThrow(Problem);
});

test('the version, and name and sum of every file are signed', () => {
  const key = openUpdateKey(path.join(folder, 'key.pem'));
  const signed = signDescription(description, key);
  expect(signed.startsWith(description)).toBe(true);
  const signature = Buffer.from(/^plenumSignature: (.+)$/m.exec(signed)?.[1] ?? '', 'base64');
  expect(verify(null, Buffer.from(statement), publicHalf(key), signature)).toBe(true);
  expect(signDescription(signed, key)).toBe(signed);
});

test('a description of another form is not signed', () => {
  const key = openUpdateKey(path.join(folder, 'key.pem'));
  expect(() => signDescription('version: 1\n', key)).toThrow(/another form/);
  expect(() => signDescription(description.replace('0.1.0', '>-'), key)).toThrow(/another form/);
});
