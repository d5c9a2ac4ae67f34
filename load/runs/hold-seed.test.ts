import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdSeed } from './hold-seed.ts';

const url = 'http://localhost:3000';
let folder = '';

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'plenum-seeds-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('U11: a second run takes the next seed, and gives it back', () => {
  const first = holdSeed(url, 1, false, folder);
  const second = holdSeed(url, 1, false, folder);
  expect([first.seed, second.seed, holdSeed('http://other', 1, false, folder).seed]).toEqual([1, 2, 1]);
  first.release();
  expect(holdSeed(url, 1, true, folder).seed).toBe(1);
});

test('U11: a seed that a person named and that is in use is refused with a sentence', () => {
  holdSeed(url, 7, false, folder);
  expect(() => holdSeed(url, 7, true, folder)).toThrow('uses the accounts of seed 7: choose another --seed');
});

test('U11: what a killed run held is free', () => {
  holdSeed(url, 1, false, folder);
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '4194305');
  expect(holdSeed(url, 1, true, folder).seed).toBe(1);
});
