import { expect, test } from 'vitest';
import { fitSlope } from './fit-slope.ts';

const readings = (bytesOf: (hours: number) => number) =>
  Array.from({ length: 20 }, (_, index) => ({ atMs: index * 360_000, bytes: bytesOf(index / 10) }));

test('a memory that grows by 3 MiB an hour does so, and one that wavers does not', () => {
  expect(
    fitSlope(
      readings((hours) => 100e6 + hours * 3 * 2 ** 20),
      0,
    ),
  ).toBeCloseTo(3);
  const wavering = readings((hours) => 100e6 + (Math.round(hours * 10) % 2) * 1000);
  expect(Math.abs(fitSlope(wavering, 0))).toBeLessThan(0.01);
});

test('what was read during the warm-up does not count', () => {
  const warm = readings((hours) => (hours < 0.5 ? hours * 1e9 : 5e8));
  expect(fitSlope(warm, 1_800_000)).toBeCloseTo(0);
});

test('B14: one reading, or none, has no slope that is below anything', () => {
  for (const few of [[], [{ atMs: 0, bytes: 1 }]]) expect(fitSlope(few, 0) < Number.MAX_VALUE).toBe(false);
});
