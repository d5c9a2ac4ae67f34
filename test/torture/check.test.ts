import { expect, test } from 'vitest';
import { holds, mergeRuns, none, patiently, summarize, times } from './check.ts';

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

test('B14: a promise without any measured time is broken, and reported as never', () => {
  expect(holds(times('back', [], 3000, 5000))).toBe(false);
  expect(summarize('back', [times('back', [], 3000)])).toMatchObject({ measured: 'back never', pass: false });
});

test('B14: less than none, and a figure that is no number, hold nothing', () => {
  const wrong = [-1, Number.NaN, Number.NEGATIVE_INFINITY].map((count) => holds(none('refusals', count)));
  expect(wrong).toEqual([false, false, false]);
  const gap = {
    name: 'gap',
    unit: 'ms',
    promised: 200,
    worst: Number.NEGATIVE_INFINITY,
    measured: 10,
  } as const;
  expect(holds(gap)).toBe(false);
  // What is left of the memory may be less than there was.
  expect(holds({ name: 'memory', unit: '%', promised: 5, measured: -3, worst: -3 })).toBe(true);
});

test('B14: what one run did not check is not proved by the others, whichever run it is', () => {
  const [gap, exits] = [times('gap', [10], 200), none('exits', 0)];
  for (const runs of [
    [[gap], [gap, exits]],
    [[gap, exits], [gap]],
  ])
    expect(mergeRuns(runs).map((check) => [check.name, holds(check)])).toEqual([
      ['gap', true],
      ['exits', false],
    ]);
  expect(mergeRuns([]).length).toBe(0);
});

test('what never came is no small figure', () => {
  expect(holds(times('back', [Number.POSITIVE_INFINITY], 3000))).toBe(false);
});

test('beside other work a time may be ten times as long, and no longer; what is counted holds as promised', () => {
  const passes = (check: ReturnType<typeof none>) => patiently([check]).every(holds);
  expect(passes(times('gap', [1900], 200))).toBe(true);
  expect(passes(times('gap', [2100], 200))).toBe(false);
  expect(passes(times('back', [49_000], 3000, 5000))).toBe(true);
  expect(passes(times('back', [], 3000))).toBe(false);
  expect(passes(none('disconnects', 1))).toBe(false);
});
