import { expect, test } from 'vitest';
import { createPortion } from './plan-portion.ts';

/** Sends 3 MB through a channel of so many bytes a millisecond; when it was through and the most that ever waited. */
function sendThrough(bytesPerMs: number): { tookMs: number; mostWaiting: number } {
  const portion = createPortion();
  let [left, waiting, mostWaiting, nowMs] = [3_000_000, 0, 0, 0];
  for (; left > 0 || waiting > 0; nowMs += 10) {
    waiting = Math.max(0, waiting - 10 * bytesPerMs);
    if (left <= 0 || !portion.hasRoom(waiting, nowMs)) continue;
    waiting += portion.bytes;
    left -= portion.bytes;
    portion.sent(nowMs);
    mostWaiting = Math.max(mostWaiting, waiting);
  }
  return { tookMs: nowMs, mostWaiting };
}

test('a connection of 500 kbit/s is kept busy with little in front of it', () => {
  const { tookMs, mostWaiting } = sendThrough(62.5);
  expect(3_000_000 / 62.5 / tookMs).toBeGreaterThan(0.95);
  expect(mostWaiting).toBeLessThan(70_000);
});

test('a connection of 100 Mbit/s does not wait for small frames', () => {
  expect(sendThrough(12_500).tookMs).toBeLessThan(400);
});

test('a rest says nothing about the connection', () => {
  const portion = createPortion();
  portion.sent(0);
  expect(portion.hasRoom(0, 5000)).toBe(true);
  expect(portion.bytes).toBe(createPortion().bytes);
});
