import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDelayHistogram } from './delay-histogram.ts';

function histogramOf(delaysMs: readonly number[], memory = 1) {
  const histogram = createDelayHistogram(400, memory);
  for (const delayMs of delaysMs) histogram.add(delayMs);
  return histogram;
}

test('a share of the delays lies below the reported value, to five milliseconds', () => {
  const delaysMs = Array.from({ length: 100 }, (_, index) => index);
  expect(histogramOf(delaysMs).belowMs(0.5)).toBe(50);
  expect(histogramOf(delaysMs).belowMs(0.97)).toBe(100);
  expect(histogramOf([]).belowMs(0.97)).toBe(0);
});

test('what is too long counts as the longest, and what is late by less than nothing as nothing', () => {
  expect(histogramOf([10_000]).belowMs(1)).toBe(405);
  expect(histogramOf([-3]).belowMs(1)).toBe(5);
});

test('new delays soon count more than old ones', () => {
  const delaysMs = Array.from({ length: 200 }, (_, index) => (index < 100 ? 200 : 10));
  expect(histogramOf(delaysMs, 0.95).belowMs(0.97)).toBe(15);
  expect(histogramOf(delaysMs).belowMs(0.97)).toBe(205);
});

test('delays that are all found to be shorter are as if they had been so, whatever the steps', () => {
  const delays = fc.array(fc.nat(400), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(delays, fc.array(fc.nat(300), { maxLength: 5 }), (delaysMs, steps) => {
      const shortened = histogramOf(delaysMs);
      for (const step of steps) shortened.shorten(step);
      const byMs = steps.reduce((sum, step) => sum + step, 0);
      const expected = histogramOf(delaysMs.map((delayMs) => delayMs - byMs));
      // Each is known to a bucket only.
      for (const share of [0.1, 0.5, 0.97])
        expect(Math.abs(shortened.belowMs(share) - expected.belowMs(share))).toBeLessThanOrEqual(5);
    }),
  );
});
