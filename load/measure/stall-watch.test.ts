import { describe, expect, test } from 'vitest';
import { StallWatch } from './stall-watch.ts';

describe('standing still', () => {
  /** Signs of life every 4 ms, but for the time from 100 to 150 ms. */
  function watched(): StallWatch {
    const watch = new StallWatch();
    for (let atMs = 0; atMs <= 300; atMs += 4) if (atMs <= 100 || atMs >= 152) watch.sign(atMs);
    return watch;
  }

  test('is noticed when signs of life stay away, and counted once', () => {
    const watch = watched();
    expect(watch.drainMs()).toBe(52);
    expect(watch.drainMs()).toBe(0);
  });

  test.each([
    [90, 160, 52],
    [120, 160, 32],
    [120, 130, 10],
    [160, 200, 0],
    [0, 100, 0],
  ])('from %i to %i ms is as long as both have in common', (fromMs, toMs, expectedMs) => {
    expect(watched().duringMs(fromMs, toMs)).toBe(expectedMs);
  });

  test('of the distant past is forgotten', () => {
    const watch = watched();
    for (let atMs = 304; atMs < 7000; atMs += 4) watch.sign(atMs);
    watch.sign(7100);
    expect(watch.duringMs(0, 300)).toBe(0);
  });
});
