import { homedir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from './places.mjs';

test('the cache is where PLENUM_CACHE_DIR says, else in the user’s cache folder', () => {
  expect(cacheFolder({ PLENUM_CACHE_DIR: '/var/cache/p', XDG_CACHE_HOME: '/x' })).toBe('/var/cache/p');
  expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).toBe('/x/plenum');
  expect(cacheFolder({})).toBe(path.join(homedir(), '.cache/plenum'));
});
