import { expect, test } from 'vitest';
import { effortOf, fullEffort, planEffort } from './plan-effort.ts';

const after = (hasRoom: boolean, count: number, start = fullEffort) =>
  Array.from({ length: count }).reduce<typeof fullEffort>((effort) => planEffort(effort, hasRoom), start);

test('a single picture that finds the channel busy changes nothing', () => {
  expect(planEffort(fullEffort, false).level).toBe(0);
});

test('a channel that stays busy gets smaller and smaller pictures, down to a last level', () => {
  expect(after(false, 6).level).toBeGreaterThan(0);
  const least = after(false, 200);
  expect(after(false, 10, least).level).toBe(least.level);
  expect(effortOf(least, 'camera').widthRatio).toBeLessThan(1);
});

test('when there is room again the picture gets better step by step', () => {
  const least = after(false, 200);
  expect(after(true, 50, least).level).toBe(least.level - 1);
  expect(after(true, 400, least).level).toBe(0);
});

test('a screen keeps its size however busy the channel is', () => {
  expect(effortOf(after(false, 200), 'screen')).toMatchObject({ widthRatio: 1 });
});
