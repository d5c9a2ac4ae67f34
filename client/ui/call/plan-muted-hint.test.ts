import { expect, test } from 'vitest';
import { type MutedHint, noMutedHint, planMutedHint } from './plan-muted-hint.ts';

/** Reports every 50 ms: speech for a while, then silence. */
function play(speechMs: number, silenceMs: number): MutedHint {
  let hint = noMutedHint;
  for (let nowMs = 0; nowMs <= speechMs + silenceMs; nowMs += 50) {
    hint = planMutedHint(hint, nowMs < speechMs, nowMs);
  }
  return hint;
}

test('who speaks while muted is told within a second', () => {
  expect(play(1000, 0).shownUntilMs).toBeGreaterThan(1000);
});

test('a cough is no speech', () => {
  expect(play(300, 2000)).toEqual(noMutedHint);
});

test('the hint goes some seconds after the last word', () => {
  const { shownUntilMs } = play(2000, 1000);
  expect(shownUntilMs).toBeGreaterThan(4000);
  expect(shownUntilMs).toBeLessThan(7000);
});
