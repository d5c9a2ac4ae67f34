import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noRedundancy, planRedundancy } from './plan-redundancy.ts';

const loss = fc.record({
  lossRatio: fc.double({ min: 0, max: 1, noNaN: true }),
  burstPackets: fc.double({ min: 1, max: 50, noNaN: true }),
});
const redundancy = fc.record({ copies: fc.nat(3), offset: fc.integer({ min: 1, max: 4 }) });
/** Losses that come one by one. */
const single = (lossRatio: number) => ({ lossRatio, burstPackets: 1 });
const inBursts = (burstPackets: number) => ({ lossRatio: 0.05, burstPackets });

test.each([
  [0, 0],
  [0.029, 0],
  [0.03, 1],
  [0.079, 1],
  [0.08, 2],
  [0.149, 2],
  [0.15, 3],
  [1, 3],
])('from a clean path, a loss of %d begins %i copies', (lossRatio, copies) => {
  expect(planRedundancy(single(lossRatio), noRedundancy).copies).toBe(copies);
});

test('a loss that hovers around a threshold does not make the copies flicker', () => {
  let current = noRedundancy;
  const changes = [0.03, 0.029, 0.031, 0.02, 0.03, 0.016].filter((lossRatio) => {
    const before = current;
    current = planRedundancy(single(lossRatio), current);
    return current.copies !== before.copies;
  });
  expect(changes).toEqual([0.03]);
  expect(planRedundancy(single(0.014), current)).toEqual(noRedundancy);
});

test.each([
  [1, 1],
  [1.4, 1],
  [1.7, 3],
  [2.5, 4],
  [30, 4],
])('losses that come %d in a row have their copies ride along %i packets later', (burstPackets, offset) => {
  expect(planRedundancy(inBursts(burstPackets), noRedundancy).offset).toBe(offset);
});

test('many losses that strike at random come in a row too, and are no bursts', () => {
  expect(planRedundancy({ lossRatio: 0.3, burstPackets: 1.43 }, noRedundancy)).toEqual({
    copies: 3,
    offset: 1,
  });
});

test('bursts whose length is measured a little differently each time do not make the offset flicker', () => {
  let current = planRedundancy(inBursts(2), noRedundancy);
  const offsets = [1.9, 2.1, 1.6, 2.3, 1.4].map((burstPackets) => {
    current = planRedundancy(inBursts(burstPackets), current);
    return current.offset;
  });
  expect(offsets).toEqual([3, 3, 3, 3, 3]);
  expect(planRedundancy(inBursts(1.2), current).offset).toBe(1);
});

test('whatever was sent, the same loss twice gives the same answer, and more loss never fewer copies', () => {
  fc.assert(
    fc.property(loss, loss, redundancy, (first, second, current) => {
      const planned = planRedundancy(first, current);
      expect(planRedundancy(first, planned)).toEqual(planned);
      const [less, more] = [first, second].toSorted((left, right) => left.lossRatio - right.lossRatio);
      const copiesAt = (at = first) => planRedundancy(at, current).copies;
      expect(copiesAt(less)).toBeLessThanOrEqual(copiesAt(more));
    }),
  );
});
