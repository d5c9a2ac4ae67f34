import { expect, test } from 'vitest';
import { seconds, step } from './progress.mjs';

const clock = () => {
  let nowMs = 0;
  return () => (nowMs += 1500);
};

test('a step says that it begins, then how long it took, and gives its result', async () => {
  const lines = [];
  const print = (line) => lines.push(line);
  expect(await step('worker', async () => 7, { expectation: 'minutes', print, now: clock() })).toBe(7);
  expect(lines).toEqual(['  ... worker (minutes)', '   ok worker, 1.5 s']);
});

test('a failing step says so and passes its error on', async () => {
  const lines = [];
  await expect(
    step('worker', () => Promise.reject(new Error('no')), {
      print: (line) => lines.push(line),
      now: clock(),
    }),
  ).rejects.toThrow('no');
  expect(lines.at(-1)).toBe(' FAIL worker, 1.5 s');
});

test('durations show a digit behind the point below ten seconds only', () => {
  expect([seconds(40), seconds(9949), seconds(142_300)]).toEqual(['0.0 s', '9.9 s', '142 s']);
});
