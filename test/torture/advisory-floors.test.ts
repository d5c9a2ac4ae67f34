import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replays } from './advisory-replays.ts';

/** The first versions without the holes that are known; of ws the one that also corrects its first fix (CVE-2026-62389). */
const floors: Readonly<Record<string, string>> = {
  'engine.io': '6.6.10',
  'socket.io-parser': '4.2.7',
  ws: '8.21.1',
};

interface LockFile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

const { packages } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'),
) as LockFile;

/** Every copy of a package, wherever it lies. */
function versionsOf(name: string): string[] {
  return Object.entries(packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version }]) => version ?? '');
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}

test.each(Object.entries(floors))('no copy of %s is older than %s', (name, floor) => {
  const versions = versionsOf(name);
  expect(versions).not.toEqual([]);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});

test('an older version is told from a newer one, whatever its digits', () => {
  expect(isAtLeast('8.9.99', '8.21.1')).toBe(false);
  expect(isAtLeast('6.6.9', '6.6.10')).toBe(false);
  expect(isAtLeast('6.6.11', '6.6.10')).toBe(true);
});

test('no advisory is replayed twice', () => {
  const all = replays.flatMap(({ advisories }) => advisories);
  expect(new Set(all).size).toBe(all.length);
});
