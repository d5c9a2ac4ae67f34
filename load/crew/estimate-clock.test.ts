import { expect, test } from 'vitest';
import { estimateClock } from './estimate-clock.ts';

test('the quickest answer tells how far another clock is, and how sure that is', async () => {
  let nowMs = 1000;
  const ways = [40, 6, 90, 40, 40, 40, 40, 40];
  const ask = async (): Promise<number> => {
    const wayMs = ways.shift() ?? 0;
    nowMs += wayMs / 2;
    const answered = nowMs + 500;
    nowMs += wayMs / 2;
    return answered;
  };
  expect(await estimateClock(ask, () => nowMs)).toEqual({ offsetMs: -500, errorMs: 3 });
});
