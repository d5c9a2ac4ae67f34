import { expect, test } from 'vitest';
import { isRested, type PacePlan, planPace } from './plan-pace.ts';

const limits = { burst: 20, perSecond: 5 };

/** Asks at these moments, one after the other. */
function askAt(momentsMs: readonly number[]): PacePlan[] {
  const plans: PacePlan[] = [];
  for (const nowMs of momentsMs) plans.push(planPace(plans.at(-1)?.permits, limits, nowMs));
  return plans;
}

test('twenty at once are let through, the next is told how long to wait', () => {
  const waits = askAt(Array.from({ length: 22 }, () => 1000)).map(({ waitMs }) => waitMs);
  expect(waits).toEqual([...Array.from({ length: 20 }, () => 0), 200, 200]);
});

test('after a burst five a second are let through, however often it is asked', () => {
  const everyTenMs = Array.from({ length: 1020 }, (_, index) => 10 * Math.max(0, index - 20));
  const passed = askAt(everyTenMs).filter(({ waitMs }) => waitMs === 0);
  expect(passed.length).toBeGreaterThanOrEqual(20 + 49);
  expect(passed.length).toBeLessThanOrEqual(20 + 51);
});

test('who waits as long as told is let through', () => {
  const plans = askAt([...Array.from({ length: 21 }, () => 0), 200]);
  expect(plans.at(-1)?.waitMs).toBe(0);
});

test('permits do not pile up beyond the burst, and are forgotten when none is missing', () => {
  const [first] = askAt([0]);
  if (first === undefined) throw new Error('no plan');
  expect(isRested(first.permits, limits, 100)).toBe(false);
  expect(isRested(first.permits, limits, 200)).toBe(true);
  expect(planPace(first.permits, limits, 3_600_000).permits.count).toBe(19);
});

test('S9: what costs more takes more permits, and at most a whole burst', () => {
  const eight = planPace(undefined, limits, 0, 8);
  expect(eight).toEqual({ waitMs: 0, permits: { count: 12, atMs: 0 } });
  expect(planPace(eight.permits, limits, 0, 13)).toEqual({ waitMs: 200, permits: { count: 12, atMs: 0 } });
  expect(planPace(undefined, limits, 0, 1000).permits.count).toBe(0);
});
