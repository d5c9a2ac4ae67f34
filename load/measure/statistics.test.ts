import { expect, test } from 'vitest';
import { medianOf, percentileOf } from './statistics.ts';

test('the median is the value in the middle, or between the two there', () => {
  expect([medianOf([9, 1, 5]), medianOf([9, 1, 5, 3]), medianOf([])]).toEqual([5, 4, undefined]);
});

test('a percentile is the value, one that was measured, that its share does not exceed', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentileOf(values, 0.5), percentileOf(values, 0.95)]).toEqual([50, 95]);
  expect([percentileOf([4, 1, 3, 2], 0.5), percentileOf([7], 0.95), percentileOf([], 0.5)]).toEqual([
    2,
    7,
    Number.NaN,
  ]);
});
