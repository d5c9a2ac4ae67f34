import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearStamp, hashOf, isStamped, writeWhole } from './stamp.mjs';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plenum-stamp-'));
  mkdirSync(path.join(folder, 'source/inner'), { recursive: true });
  writeFileSync(path.join(folder, 'source/one.ts'), 'one');
  writeFileSync(path.join(folder, 'source/inner/two.ts'), 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = (words = [], counts) => hashOf([path.join(folder, 'source')], words, counts);

test('the hash stays when nothing changed', () => {
  expect(hash()).toBe(hash());
});

test('the hash changes with a byte in a nested file, a new file, a new name and a new word', () => {
  const seen = new Set([hash(), hash(['x64'])]);
  writeFileSync(path.join(folder, 'source/inner/two.ts'), 'tw0');
  seen.add(hash());
  writeFileSync(path.join(folder, 'source/inner/three.ts'), '');
  seen.add(hash());
  rmSync(path.join(folder, 'source/inner/three.ts'));
  writeFileSync(path.join(folder, 'source/inner/four.ts'), '');
  seen.add(hash());
  expect(seen.size).toBe(5);
});

test('files that do not count, and built or installed ones, leave the hash as it is', () => {
  const before = hash([], (file) => !file.endsWith('.test.ts'));
  writeFileSync(path.join(folder, 'source/one.test.ts'), 'a test');
  for (const made of ['dist', 'node_modules']) {
    mkdirSync(path.join(folder, 'source', made));
    writeFileSync(path.join(folder, 'source', made, 'made.js'), 'made');
  }
  expect(hash([], (file) => !file.endsWith('.test.ts'))).toBe(before);
});

test('a folder that is not there has another hash than an empty one', () => {
  const absent = hashOf([path.join(folder, 'later')]);
  mkdirSync(path.join(folder, 'later'));
  expect(hashOf([path.join(folder, 'later')])).not.toBe(absent);
});

test('a stamp holds for its own hash only, and no longer once it is cleared', () => {
  const file = path.join(folder, 'stamps/ui');
  expect(isStamped(file, 'abc')).toBe(false);
  writeWhole(file, 'abc');
  expect([isStamped(file, 'abc'), isStamped(file, 'abd')]).toEqual([true, false]);
  clearStamp(file);
  expect(isStamped(file, 'abc')).toBe(false);
});
