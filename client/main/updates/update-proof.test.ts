import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { isProven } from './update-proof.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const updateKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const file = { url: 'Plenum-1.2.3.AppImage', sha512: 'c2hh', size: 4 };
const statement = '{"version":"1.2.3","files":[["Plenum-1.2.3.AppImage","c2hh"]]}';
const description = {
  version: '1.2.3',
  files: [file],
  plenumSignature: sign(null, Buffer.from(statement), privateKey).toString('base64'),
};

test('a description signed by the builders is taken', () => {
  expect(isProven(description, updateKey)).toBe(true);
});

test.each([
  ['another version', { version: '9.9.9' }],
  ['another file', { files: [{ ...file, url: 'evil.AppImage' }] }],
  ['another sum', { files: [{ ...file, sha512: 'ZXZpbA==' }] }],
  ['one more file', { files: [file, file] }],
  ['no files', { files: [] }],
  ['files without sums', { files: [{ url: file.url }] }],
  ['files that are none', { files: [null] }],
  ['more to fetch from elsewhere', { packages: { x64: { path: 'evil.7z' } } }],
  ['no signature', { plenumSignature: undefined }],
  ['a signature that is none', { plenumSignature: 'c2hh' }],
])('a description with %s is refused', (_what, change) => {
  expect(isProven({ ...description, ...change }, updateKey)).toBe(false);
});

test('what our builds write besides is taken', () => {
  const { url: path, sha512 } = file;
  const files = [{ ...file, blockMapSize: 3 }];
  const written = { ...description, files, path, sha512, releaseDate: 'now' };
  expect(isProven(written, updateKey)).toBe(true);
});

test.each([
  ['rights for the installer', { files: [{ ...file, isAdminRightsRequired: true }] }],
  ['another first file', { path: 'evil.exe' }],
  ['another first sum', { sha512: 'ZXZpbA==' }],
  ['a sum of the old kind', { files: [{ ...file, sha2: 'x' }] }],
  ['a share of people who get it', { stagingPercentage: 100 }],
  ['notes', { releaseNotes: '<b>' }],
])('S20: a description with %s, which is not signed, is refused', (_what, change) => {
  expect(isProven({ ...description, ...change }, updateKey)).toBe(false);
});

test('a signature by another key is refused, and so is everything where the key is none', () => {
  const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
  expect(isProven(description, other)).toBe(false);
  expect(isProven(description, 'no key')).toBe(false);
});
