import { describe, expect, test } from 'vitest';
import { lastGood, type LimitTry, planLimitStep } from './plan-limit-step.ts';

describe('the search for the limit', () => {
  /** Every step until the search ends, on a server that holds so many rooms. */
  function search(holds: (rooms: number, tryNumber: number) => boolean, roomsMax = 1000): LimitTry[] {
    const tries: LimitTry[] = [];
    for (
      let next = planLimitStep(tries, roomsMax);
      next !== undefined;
      next = planLimitStep(tries, roomsMax)
    ) {
      tries.push({ rooms: next, isGood: holds(next, tries.length) });
    }
    return tries;
  }

  test.each([0, 1, 2, 7, 19, 40, 333])('finds %i rooms within five percent', (limit) => {
    const found = lastGood(search((rooms) => rooms <= limit));
    expect(found).toBeLessThanOrEqual(limit);
    expect(found).toBeGreaterThanOrEqual(Math.floor(limit * 0.94));
  });

  test('one bad moment does not end it', () => {
    expect(lastGood(search((rooms, tryNumber) => rooms <= 40 && tryNumber !== 2))).toBeGreaterThanOrEqual(38);
  });

  test('ends at the most that was allowed', () => {
    expect(lastGood(search(() => true, 50))).toBe(50);
  });
});
