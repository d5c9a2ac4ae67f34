import { expect, test } from 'vitest';
import { isOffered } from './desktop-files.ts';

test.each([
  'latest.yml',
  'latest-linux.yml',
  'latest-linux-arm64.yml',
  'latest-mac.yml',
  'Plenum-0.1.0.AppImage',
  'Plenum Setup 0.1.0.exe',
  'Plenum-0.1.0-arm64.dmg',
  'Plenum-0.1.0-mac.zip',
  'Plenum-0.1.0.dmg.blockmap',
  'plenum_0.1.0_amd64.deb',
])('%s is handed out', (name) => {
  expect(isOffered(name)).toBe(true);
});

test.each([
  '',
  '.yml',
  '.hidden.deb',
  'pepper',
  'plenum.db',
  'builder-debug.yml',
  'latest.yml.old',
  'LATEST.YML',
  '../plenum.deb',
  'a/b.deb',
  'a\\b.deb',
  'a.deb\0',
  'a.deb\n',
  'page.html',
  `${'a'.repeat(200)}.deb`,
])('%j is not', (name) => {
  expect(isOffered(name)).toBe(false);
});
