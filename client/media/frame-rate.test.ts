import { expect, test } from 'vitest';
import { createFrameRate } from './frame-rate.ts';

test('only pictures of the last second count for the rate, all of them for the total', () => {
  const rate = createFrameRate();
  for (let atMs = 0; atMs < 3000; atMs += 100) rate.count(atMs);
  expect(rate.total()).toBe(30);
  expect(rate.perSecond(2900)).toBe(10);
});

test('the rate of a picture that stands still falls to 0', () => {
  const rate = createFrameRate();
  rate.count(0);
  expect(rate.perSecond(999)).toBe(1);
  expect(rate.perSecond(1000)).toBe(0);
});
