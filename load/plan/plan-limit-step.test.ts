import { describe, expect, test } from 'vitest';
import { type LimitTry, limitBetween, planLimitStep } from './plan-limit-step.ts';
import { createRandom } from '../../peers/random.ts';

describe('the search for the limit', () => {
  const range = { first: 1, max: 1000 };

  /** Every step until the search ends, on a server that holds so many rooms. */
  function search(holds: (rooms: number, tryNumber: number) => boolean, { first, max } = range): LimitTry[] {
    const tries: LimitTry[] = [];
    for (
      let next = planLimitStep(tries, { first, max });
      next !== undefined;
      next = planLimitStep(tries, { first, max })
    ) {
      tries.push({ rooms: next, isGood: holds(next, tries.length) });
    }
    return tries;
  }
  const limitOf = (tries: readonly LimitTry[]): number => limitBetween(tries).good;

  test.each([0, 1, 2, 7, 19, 40, 333])('finds %i rooms within five percent', (limit) => {
    const found = limitOf(search((rooms) => rooms <= limit));
    expect(found).toBeLessThanOrEqual(limit);
    expect(found).toBeGreaterThanOrEqual(Math.floor(limit * 0.94));
  });

  test.each([1, 5, 16, 200])('finds the same when it begins with %i rooms', (first) => {
    const found = limitOf(search((rooms) => rooms <= 40, { first, max: 1000 }));
    expect(found).toBeGreaterThanOrEqual(38);
    expect(found).toBeLessThanOrEqual(40);
  });

  test.each(Array.from({ length: 12 }, (_, index) => index))(
    'is not misled by one bad moment, whenever it comes (%i)',
    (moment) => {
      expect(
        limitOf(search((rooms, tryNumber) => rooms <= 40 && tryNumber !== moment)),
      ).toBeGreaterThanOrEqual(38);
    },
  );

  test('is not misled by one good moment near the limit', () => {
    const lucky = new Set<number>();
    const found = search((rooms) => {
      if (rooms <= 40 || rooms > 60 || lucky.has(rooms)) return rooms <= 40;
      lucky.add(rooms);
      return true;
    });
    expect(limitOf(found)).toBeLessThanOrEqual(40);
  });

  test('finds the same within a tenth where one try in ten goes wrong', () => {
    const random = createRandom(3);
    const found = Array.from({ length: 20 }, () =>
      limitOf(search((rooms) => rooms <= 100 !== random() < 0.1, { first: 64, max: 1000 })),
    );
    const within = found.filter((rooms) => rooms >= 95 && rooms <= 105);
    expect(within.length).toBeGreaterThanOrEqual(15);
  });

  test('ends at the most that was allowed', () => {
    expect(limitOf(search(() => true, { first: 1, max: 50 }))).toBe(50);
  });
});
