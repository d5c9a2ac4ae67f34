import { expect, test } from 'vitest';
import { holds, mergeRuns, none, summarize, times } from './check.ts';

test('a result passes when every figure holds, and says all of them', () => {
  const checks = [times('sources back', [800, 900, 4000], 3000, 5000), none('disconnects', 0)];
  expect(summarize('worker-kill', checks)).toEqual({
    id: 'worker-kill',
    promised: 'sources back p95 <= 3000 ms, worst <= 5000 ms; disconnects <= 0',
    measured: 'sources back 4000 ms; disconnects 0',
    worst: 'sources back 4000 ms; disconnects 0',
    pass: false,
  });
});

test('one bad run of many is seen in the worst figure', () => {
  const merged = mergeRuns([[times('gap', [10], 200)], [times('gap', [300], 200)]]);
  expect(merged).toHaveLength(1);
  expect(merged.every(holds)).toBe(false);
  expect(merged[0]?.worst).toBe(300);
});

test('nothing checked is nothing proved', () => {
  expect(summarize('none', []).pass).toBe(false);
});

test('what never came is no small figure', () => {
  expect(holds(times('back', [Number.POSITIVE_INFINITY], 3000))).toBe(false);
});
