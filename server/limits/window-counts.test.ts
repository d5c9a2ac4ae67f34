import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WindowCounts } from './window-counts.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a window begins with the first that is counted, and its end is told in whole milliseconds', async () => {
  const counts = new WindowCounts(60);
  expect(await counts.get('ann')).toBeUndefined();
  expect(await counts.add('ann')).toEqual({ count: 1, resetsInMs: 60_000 });
  vi.advanceTimersByTime(59_999);
  expect(await counts.add('ann')).toEqual({ count: 2, resetsInMs: 1 });
  expect(await counts.takeBack('ann')).toEqual({ count: 1, resetsInMs: 1 });
  vi.advanceTimersByTime(1);
  expect(await counts.get('ann')).toBeUndefined();
  expect(await counts.add('ann')).toEqual({ count: 1, resetsInMs: 60_000 });
});

test('keys do not count for each other; what is forgotten begins anew', async () => {
  const counts = new WindowCounts(60);
  await counts.add('ann');
  await counts.begin('bert', 1500);
  expect(await counts.get('bert')).toEqual({ count: 1, resetsInMs: 1500 });
  await counts.forget('ann');
  expect(await counts.get('ann')).toBeUndefined();
});

test('shares are spent up to the first that has more than its most, and it says for how long', async () => {
  const counts = new WindowCounts(60);
  const shares = [
    { key: 'ann', max: 3 },
    { key: 'network', max: 2 },
    { key: 'wider', max: 9 },
  ];
  expect(await counts.spend(shares)).toBe(1);
  expect(await counts.spend(shares)).toBe(2);
  vi.advanceTimersByTime(20_000);
  const refusal = { code: 'too-often', details: { retryAfterMs: 40_000 } };
  await expect(counts.spend(shares)).rejects.toMatchObject(refusal);
  await expect(counts.spend(shares)).rejects.toMatchObject(refusal);
  expect(await counts.get('wider')).toMatchObject({ count: 2 });
  vi.advanceTimersByTime(40_000);
  expect(await counts.spend(shares)).toBe(1);
  expect(await counts.spend([])).toBe(0);
});

test('a later process goes on with counts that were stored, of the keys that are to be kept', async () => {
  const counts = new WindowCounts(60);
  for (const key of ['ann', 'ann', 'bert']) await counts.add(key);
  const stored = JSON.parse(JSON.stringify(counts.dump((key) => key === 'ann'))) as ReturnType<
    typeof counts.dump
  >;
  vi.advanceTimersByTime(10_000);
  const later = new WindowCounts(60);
  later.restore(stored);
  expect(await later.add('ann')).toEqual({ count: 3, resetsInMs: 50_000 });
  expect(await later.get('bert')).toBeUndefined();
});
