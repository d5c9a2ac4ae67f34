import { describe, expect, test } from 'vitest';
import { delayBelowMs, emptyTally, lossRatio, sumTallies } from './tally.ts';

describe('tallies', () => {
  const tally = (received: number, expected: number, silent: number) => ({
    ...emptyTally(),
    voice: { ...emptyTally().voice, received, expected, silent, delays: [[100, received] as const] },
    busy: received / 100,
  });

  test('of processes are added, silent streams too', () => {
    const sum = sumTallies([tally(10, 12, 1), tally(20, 20, 2)], true);
    expect(sum.voice).toMatchObject({ received: 30, expected: 32, silent: 3 });
    expect(sum.busy).toBe(0.2);
    expect(lossRatio(sum.voice)).toBeCloseTo(2 / 32);
    expect(delayBelowMs(sum.voice.delays, 0.5)).toBeGreaterThan(0);
  });

  test('of seconds are added, and a stream that stays silent is one stream', () => {
    expect(sumTallies([tally(10, 12, 1), tally(20, 20, 1)], false).voice.silent).toBe(1);
  });

  test('of nothing have no loss', () => {
    expect(lossRatio(emptyTally().voice)).toBe(0);
    expect(lossRatio({ expected: 10, received: 11 })).toBe(0);
  });
});
