import { expect, test } from 'vitest';
import { createSleepDetector } from './sleep-detector.ts';

test('a clock that jumped between two looks tells of sleep, once', () => {
  const hasSlept = createSleepDetector(0);
  expect([2000, 4500, 64_500, 66_500].map(hasSlept)).toEqual([false, false, true, false]);
});

test('a clock that is set back tells of nothing', () => {
  const hasSlept = createSleepDetector(100_000);
  expect([2000, 4000].map(hasSlept)).toEqual([false, false]);
});
