import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBitrate, planShrink } from './plan-bitrate.ts';

const limitBps = 500_000;

test('on a fast connection the layer takes all that it is worth', () => {
  expect(planBitrate({ availableBps: 2_000_000, limitBps, currentBps: limitBps })).toBe(limitBps);
  expect(planBitrate({ availableBps: undefined, limitBps, currentBps: limitBps })).toBe(limitBps);
});

test('a connection that became slow is shared with the voice', () => {
  expect(planBitrate({ availableBps: 150_000, limitBps, currentBps: limitBps })).toBe(98_765);
});

test('an estimate that wavers changes nothing', () => {
  const currentBps = 222_222;
  for (const availableBps of [215_000, 250_000, 320_000])
    expect(planBitrate({ availableBps, limitBps, currentBps })).toBe(currentBps);
});

test('what has become free is taken step by step, each leaving the browser in doubt whether there is more', () => {
  expect(planBitrate({ availableBps: 170_000, limitBps, currentBps: 98_765 })).toBe(148_148);
  expect(planBitrate({ availableBps: 1_000_000, limitBps, currentBps: 98_765 })).toBe(limitBps);
});

test('a layer that gets a third of its bitrate is sent at half its size, and at a quarter below', () => {
  const sizes = [500_000, 222_222, 148_148, 65_844, 59_000].map((bitrate) => planShrink(bitrate, limitBps));
  expect(sizes).toEqual([1, 1, 2, 2, 4]);
});

test('whatever the connection does, the layer stays between the lowest step and its limit, and below what is there', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100_000, max: 3_000_000 }),
      fc.array(fc.integer({ min: 10_000, max: 6_000_000 }), { minLength: 1, maxLength: 60 }),
      (limit, estimates) => {
        let currentBps = limit;
        for (const availableBps of estimates) {
          currentBps = planBitrate({ availableBps, limitBps: limit, currentBps });
          expect(currentBps).toBeLessThanOrEqual(limit);
          expect(currentBps).toBeGreaterThanOrEqual(60_000);
          if (availableBps > 120_000) expect(currentBps * 0.95).toBeLessThanOrEqual(availableBps);
        }
      },
    ),
  );
});
