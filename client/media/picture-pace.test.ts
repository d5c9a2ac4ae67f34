import { expect, test } from 'vitest';
import { createPicturePace, type PicturePace } from './picture-pace.ts';

const pictureBytes = 5000;

/** Sends pictures as often as they may go; bytes a second. */
function rateOf(pace: PicturePace, fromMs: number, untilMs: number): number {
  let bytes = 0;
  for (let nowMs = fromMs; nowMs < untilMs; nowMs += 10) {
    if (!pace.isReady(nowMs)) continue;
    pace.spend(pictureBytes, nowMs);
    bytes += pictureBytes;
  }
  return (1000 * bytes) / (untilMs - fromMs);
}

test('without a word from the server every picture may go', () => {
  expect(rateOf(createPicturePace(), 0, 1000)).toBe(100 * pictureBytes);
});

test('a limit is kept to, with something left for what waits already', () => {
  const pace = createPicturePace();
  pace.limit(100_000, 0);
  const rate = rateOf(pace, 0, 2000);
  expect(rate).toBeGreaterThan(80_000);
  expect(rate).toBeLessThan(115_000);
});

test('the pace rises by itself and is free again in the end', () => {
  const pace = createPicturePace();
  pace.limit(100_000, 0);
  const [first, later] = [rateOf(pace, 0, 2000), rateOf(pace, 8000, 10_000)];
  expect(later / first).toBeGreaterThan(1.8);
  expect(rateOf(pace, 60_000, 61_000)).toBe(100 * pictureBytes);
});

test('a new word of the server counts at once', () => {
  const pace = createPicturePace();
  pace.limit(400_000, 0);
  rateOf(pace, 0, 1000);
  pace.limit(50_000, 1000);
  expect(rateOf(pace, 1000, 3000)).toBeLessThan(65_000);
});
