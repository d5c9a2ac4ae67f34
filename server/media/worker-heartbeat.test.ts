import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { countSilentTicks, heartbeatTickMs, silentTicksMax, watchHeartbeat } from './worker-heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a worker that answers is never taken for stuck', async () => {
  const onStuck = vi.fn();
  const end = watchHeartbeat(async () => undefined, onStuck);
  await vi.advanceTimersByTimeAsync(100 * heartbeatTickMs);
  end();
  expect(onStuck).not.toHaveBeenCalled();
});

test('a worker that stops answering is found within three seconds, once', async () => {
  let lives = true;
  const onStuck = vi.fn();
  watchHeartbeat(() => (lives ? Promise.resolve() : new Promise(() => undefined)), onStuck);
  await vi.advanceTimersByTimeAsync(10 * heartbeatTickMs);
  lives = false;
  await vi.advanceTimersByTimeAsync(3000);
  expect(onStuck).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(onStuck).toHaveBeenCalledTimes(1);
});

test('silence counts tick by tick and ends with an answer', () => {
  const silent = { answered: false, elapsedMs: heartbeatTickMs };
  expect(countSilentTicks(silentTicksMax - 1, silent)).toBe(silentTicksMax);
  expect(countSilentTicks(silentTicksMax - 1, { ...silent, answered: true })).toBe(0);
});

test('a tick that comes late counts nothing: this process had no time to read the answer', () => {
  expect(countSilentTicks(2, { answered: false, elapsedMs: 5 * heartbeatTickMs })).toBe(2);
});
