import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planRedundancy } from './plan-redundancy.ts';

const lossRatio = fc.double({ min: 0, max: 1, noNaN: true });
const copies = fc.nat(3);

test.each([
  [0, 0],
  [0.029, 0],
  [0.03, 1],
  [0.079, 1],
  [0.08, 2],
  [0.149, 2],
  [0.15, 3],
  [1, 3],
])('from a clean path, a loss of %d begins %i copies', (loss, wanted) => {
  expect(planRedundancy(loss, 0)).toBe(wanted);
});

test('a loss that hovers around a threshold does not make the copies flicker', () => {
  let current = 0;
  const changes = [0.03, 0.029, 0.031, 0.02, 0.03, 0.016].filter((loss) => {
    const before = current;
    current = planRedundancy(loss, current);
    return current !== before;
  });
  expect(changes).toEqual([0.03]);
  expect(planRedundancy(0.014, current)).toBe(0);
});

test('whatever the copies were, the same loss twice gives the same answer, and more loss never fewer copies', () => {
  fc.assert(
    fc.property(lossRatio, lossRatio, copies, (first, second, current) => {
      const planned = planRedundancy(first, current);
      expect(planRedundancy(first, planned)).toBe(planned);
      const [less, more] = [Math.min(first, second), Math.max(first, second)];
      expect(planRedundancy(less, current)).toBeLessThanOrEqual(planRedundancy(more, current));
    }),
  );
});
