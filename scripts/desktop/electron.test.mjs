import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../setup/places.mjs';
import { Problem } from '../setup/problem.mjs';
import { downloadAddress, findElectron } from './electron.mjs';

test('an Electron of the reader’s own is taken before the downloaded one', () => {
  expect(findElectron({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' }, () => true)).toBe('/opt/electron');
  expect(findElectron({}, () => true)).toBe(path.join(rootFolder, 'node_modules/electron/dist'));
});

test('without a downloaded one none is found', () => {
  expect(findElectron({}, () => false)).toBe(null);
});

test('a folder of the reader’s own without Electron is refused, not replaced by a download', () => {
  expect(() => findElectron({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/none' }, () => false)).toThrow(Problem);
});

test('whether it can be downloaded is asked of the mirror that the download will use', () => {
  expect(downloadAddress({ ELECTRON_MIRROR: 'https://mirror.example/electron' }, '45.5.0')).toBe(
    'https://mirror.example/electron/v45.5.0/SHASUMS256.txt',
  );
  expect(downloadAddress({}, '45.5.0')).toMatch(/\/v45\.5\.0\/SHASUMS256\.txt$/);
});
