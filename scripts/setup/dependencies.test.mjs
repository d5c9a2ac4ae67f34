import { expect, test } from 'vitest';
import { strayPackages } from './dependencies.mjs';

const machine = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const lock = {
  lockfileVersion: 3,
  packages: {
    '': { version: '1.0.0' },
    'codecs/inner': { version: '1.0.0' },
    'node_modules/inner': { link: true },
    'node_modules/plain': { version: '1.2.3' },
    'node_modules/other/node_modules/plain': { version: '0.9.0' },
    'node_modules/for-linux': { version: '2.0.0', optional: true, os: 'linux', cpu: 'x64' },
    'node_modules/for-musl': {
      version: '2.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
    'node_modules/for-mac': { version: '2.0.0', optional: true, os: ['darwin'] },
    'node_modules/part-of-for-mac': { version: '2.0.0', optional: true },
  },
};
const installed = {
  'node_modules/plain': '1.2.3',
  'node_modules/other/node_modules/plain': '0.9.0',
  'node_modules/for-linux': '2.0.0',
};
const strays = (versions) => strayPackages(lock, machine, (folder) => versions[folder] ?? null);

test('nothing is stray when every package for this machine has the version of the lock file', () => {
  expect(strays(installed)).toEqual([]);
});

test('a package of another version is stray, nested ones too', () => {
  expect(strays({ ...installed, 'node_modules/other/node_modules/plain': '1.2.3' })).toEqual([
    'other/node_modules/plain@0.9.0',
  ]);
});

test('a missing package is stray, and so is a missing optional one that is meant for this machine', () => {
  expect(strays({ 'node_modules/other/node_modules/plain': '0.9.0' })).toEqual([
    'plain@1.2.3',
    'for-linux@2.0.0',
  ]);
});
