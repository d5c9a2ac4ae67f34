import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPackingPlan, planPacking } from './plan-packing.ts';

const alone = (availableBps: number) => ({ availableBps, isShared: false });
const shared = (availableBps: number) => ({ availableBps, isShared: true });

test.each([
  [300_000, 1],
  [65_000, 1],
  [60_000, 2],
  [45_000, 3],
  [20_000, 3],
])('a voice alone on a way of %i bit/s has %i frames per packet', (availableBps, frames) => {
  expect(planPacking(alone(availableBps), 0, 1)).toBe(frames);
});

test.each([
  [500_000, 1],
  [150_000, 2],
  [90_000, 3],
])('beside pictures on a way of %i bit/s it has %i, to leave them more', (availableBps, frames) => {
  expect(planPacking(shared(availableBps), 0, 1)).toBe(frames);
});

test('copies take their place too, unless pictures make room', () => {
  expect(planPacking(alone(90_000), 0, 1)).toBe(1);
  expect(planPacking(alone(90_000), 1, 1)).toBe(2);
  expect(planPacking(shared(200_000), 3, 1)).toBe(1);
});

test('as long as nothing is known of the way, nothing changes', () => {
  for (const current of [1, 2, 3]) {
    expect(planPacking({ availableBps: undefined, isShared: true }, 0, current)).toBe(current);
  }
});

test('an estimate that wavers does not make the packets flicker', () => {
  let current = 1;
  const frames = [62_000, 65_000, 71_000, 68_000, 64_000, 72_000, 74_000].map((availableBps) => {
    current = planPacking(alone(availableBps), 0, current);
    return current;
  });
  expect(frames).toEqual([2, 2, 2, 2, 2, 2, 1]);
});

test('a voice that made room for itself gets back to one frame, though a way is estimated by what goes over it', () => {
  // Without other traffic browsers take a way for no more than 1.5 times what is sent, and 10 kbit/s.
  const estimateBps = [60_400, 44_400, 39_100].map((sentBps) => 1.5 * sentBps + 10_000);
  let current = 3;
  for (let look = 0; look < 3; look += 1) {
    current = planPacking(alone(estimateBps[current - 1] ?? 0), 0, current);
  }
  expect(current).toBe(1);
});

test('a wider way never has more frames per packet, and the same way twice gives the same answer', () => {
  const way = fc.record({ availableBps: fc.nat(1_000_000), isShared: fc.boolean() });
  fc.assert(
    fc.property(
      way,
      fc.nat(1_000_000),
      fc.nat(3),
      fc.integer({ min: 1, max: 3 }),
      (one, more, copies, now) => {
        const planned = planPacking(one, copies, now);
        expect(planPacking(one, copies, planned)).toBe(planned);
        const wider = { ...one, availableBps: one.availableBps + more };
        expect(planPacking(wider, copies, now)).toBeLessThanOrEqual(planned);
      },
    ),
  );
});

test('packets change when the way is narrow for two looks, and back when it is wide for five', () => {
  const plan = createPackingPlan();
  const framesAt = (...ways: number[]) => ways.map((availableBps) => plan(alone(availableBps), 0));
  const [narrow, wide] = [20_000, 400_000];
  expect(framesAt(narrow, wide, narrow, wide)).toEqual([1, 1, 1, 1]);
  expect(framesAt(narrow, narrow)).toEqual([1, 3]);
  expect(framesAt(wide, wide, wide, wide, narrow)).toEqual([3, 3, 3, 3, 3]);
  expect(framesAt(wide, wide, wide, wide, wide, wide)).toEqual([3, 3, 3, 3, 1, 1]);
});
