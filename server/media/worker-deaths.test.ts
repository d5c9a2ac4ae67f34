import { expect, test } from 'vitest';
import { WorkerDeaths } from './worker-deaths.ts';

test('the fifth death within a minute is one too many', () => {
  const deaths = new WorkerDeaths();
  expect([0, 10_000, 20_000, 30_000, 40_000].map((atMs) => deaths.note(atMs))).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('deaths more than a minute ago are forgotten', () => {
  const deaths = new WorkerDeaths();
  expect([0, 20_000, 40_000, 60_000, 80_000, 100_000].some((atMs) => deaths.note(atMs))).toBe(false);
});
