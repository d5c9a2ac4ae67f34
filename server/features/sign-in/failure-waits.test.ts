import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FailureWaits } from './failure-waits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const policy = { windowSeconds: 60, keysMax: 3, waitMs: (failures: number) => (failures < 2 ? 0 : 10_000) };

test('a key waits once it failed often enough, and for as long as the policy says', async () => {
  const waits = new FailureWaits(policy);
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(0);
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(10_000);
  expect(await waits.remainingMs('b')).toBe(0);
  vi.advanceTimersByTime(10_001);
  expect(await waits.remainingMs('a')).toBe(0);
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(10_000);
});

test('failures are forgotten when the window is over', async () => {
  const waits = new FailureWaits(policy);
  await waits.add('a');
  vi.advanceTimersByTime(60_001);
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(0);
});

test('a failure that is taken back lifts its wait', async () => {
  const waits = new FailureWaits(policy);
  await waits.add('a');
  await waits.add('a');
  await waits.takeBack('a');
  expect(await waits.remainingMs('a')).toBe(0);
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(10_000);
});

test('taking back what never was changes nothing', async () => {
  const waits = new FailureWaits(policy);
  await waits.takeBack('a');
  await waits.add('a');
  await waits.add('a');
  expect(await waits.remainingMs('a')).toBe(10_000);
});

test('beyond the number of keys the longest unused is forgotten', async () => {
  const waits = new FailureWaits(policy);
  for (const key of ['a', 'a', 'b', 'b', 'c', 'c', 'a', 'd']) await waits.add(key);
  expect(await waits.remainingMs('b')).toBe(0);
  expect(await waits.remainingMs('a')).toBe(10_000);
  expect(await waits.remainingMs('c')).toBe(10_000);
});
