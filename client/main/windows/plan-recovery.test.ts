import { expect, test } from 'vitest';
import { planRecovery } from './plan-recovery.ts';

/** Crashes one after another; returns what came of each. */
function crashAt(...timesMs: readonly number[]): string[] {
  let crashesMs: readonly number[] = [];
  return timesMs.map((nowMs) => {
    const plan = planRecovery(crashesMs, nowMs);
    if (plan.kind === 'reload') crashesMs = plan.crashesMs;
    return plan.kind;
  });
}

test('the page recovers from five crashes within a minute, and not from the sixth', () => {
  expect(crashAt(0, 1, 2, 3, 4, 5)).toEqual([...Array.from({ length: 5 }, () => 'reload'), 'give-up']);
});

test('a page that crashes every quarter of a minute recovers each time', () => {
  const timesMs = Array.from({ length: 20 }, (_, index) => index * 15_000);
  expect(new Set(crashAt(...timesMs))).toEqual(new Set(['reload']));
});
