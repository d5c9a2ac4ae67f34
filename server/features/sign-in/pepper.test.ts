import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPepper, loadPeppers } from './pepper.ts';

const loadPepper = async (dataDir: string) => (await loadPeppers(dataDir))[0];

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plenum-pepper-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('a pepper is made once, and is the same at the next start', async () => {
  const first = await loadPepper(join(dir, 'data'));
  const second = await loadPepper(join(dir, 'data'));
  expect(first.hash('digest')).toMatch(/^[0-9a-f]{64}$/);
  expect(second.hash('digest')).toBe(first.hash('digest'));
});

test('the file has 32 bytes, is readable by its owner only, and no draft stays beside it', async () => {
  await loadPepper(dir);
  const { size, mode } = await stat(join(dir, 'pepper'));
  expect({ size, mode: mode & 0o777 }).toEqual({ size: 32, mode: 0o600 });
  expect(await readdir(dir)).toEqual(['pepper']);
});

test('two installations have different peppers', async () => {
  const [one, other] = [await loadPepper(join(dir, 'one')), await loadPepper(join(dir, 'other'))];
  expect(one.hash('digest')).not.toBe(other.hash('digest'));
});

test('starts at the same moment agree on one pepper', async () => {
  const peppers = await Promise.all(Array.from({ length: 8 }, () => loadPepper(dir)));
  expect(new Set(peppers.map((pepper) => pepper.hash('digest'))).size).toBe(1);
});

test('a pepper that was cut short is refused instead of replaced', async () => {
  await writeFile(join(dir, 'pepper'), 'short');
  await expect(loadPepper(dir)).rejects.toThrow(/must be a file of 32 bytes/);
});

test('a data folder that is a file is refused by name', async () => {
  await writeFile(join(dir, 'data'), '');
  await expect(loadPepper(join(dir, 'data'))).rejects.toThrow(/^DATA_DIR is ".*data" but must be a folder/);
});

test('a pepper that is added comes after those before it, which stay as they are', async () => {
  const first = await loadPepper(dir);
  expect(await addPepper(dir)).toBe('pepper-2');
  expect(await addPepper(dir)).toBe('pepper-3');
  const peppers = await loadPeppers(dir);
  expect(peppers).toHaveLength(3);
  expect(peppers[0].hash('digest')).toBe(first.hash('digest'));
  expect(new Set(peppers.map((pepper) => pepper.hash('digest'))).size).toBe(3);
  expect((await stat(join(dir, 'pepper-3'))).mode & 0o777).toBe(0o600);
});

test('a pepper that is missing between others is named, not made anew', async () => {
  for (let count = 0; count < 2; count += 1) await addPepper(dir);
  await rm(join(dir, 'pepper-2'));
  await expect(loadPeppers(dir)).rejects.toThrow(/^DATA_DIR\/pepper-2 is "" but must be there/);
});

test('a secret that others could read is theirs no longer after the start', async () => {
  await loadPepper(dir);
  await chmod(join(dir, 'pepper'), 0o644);
  await loadPepper(dir);
  expect((await stat(join(dir, 'pepper'))).mode & 0o777).toBe(0o600);
});
