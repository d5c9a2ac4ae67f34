import { expect, test } from 'vitest';
import { planRetryDelayMs, planTryMs } from './retry-delay.ts';

test('the wait doubles with every try and stops growing at five seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map((attempt) => planRetryDelayMs(attempt, 1))).toEqual([
    300, 600, 1200, 2400, 4800, 5000, 5000,
  ]);
});

test('chance spreads the tries over the upper half of the wait', () => {
  expect(planRetryDelayMs(3, 0)).toBe(1200);
  expect(planRetryDelayMs(3, 0.5)).toBe(1800);
});

test('two brisk tries are followed by a patient one', () => {
  expect([0, 1, 2, 3, 4, 5].map(planTryMs)).toEqual([4000, 4000, 10_000, 4000, 4000, 10_000]);
});
