import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PictureWishes, wishIntervalMs } from './picture-wishes.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first viewer is served at once, fifty more together, and then it is quiet', () => {
  const asked: string[] = [];
  const wishes = new PictureWishes((producerId) => asked.push(producerId));
  for (let viewer = 0; viewer < 51; viewer += 1) wishes.wish('camera');
  expect(asked).toEqual(['camera']);
  vi.advanceTimersByTime(wishIntervalMs);
  expect(asked).toEqual(['camera', 'camera']);
  vi.advanceTimersByTime(10 * wishIntervalMs);
  expect(asked).toEqual(['camera', 'camera']);
});

test('the wishes for one sender do not delay those for another', () => {
  const asked: string[] = [];
  const wishes = new PictureWishes((producerId) => asked.push(producerId));
  wishes.wish('camera');
  wishes.wish('screen');
  expect(asked).toEqual(['camera', 'screen']);
});

test('whoever fell behind is served at its pace, several at that of the slowest, and a newcomer at once', () => {
  const paces: (number | undefined)[] = [];
  const wishes = new PictureWishes((_producerId, bytesPerSecond) => paces.push(bytesPerSecond));
  wishes.wish('screen', 90_000);
  wishes.wish('screen', 50_000);
  wishes.wish('screen', 70_000);
  vi.advanceTimersByTime(wishIntervalMs);
  wishes.wish('screen', 60_000);
  wishes.wish('screen');
  vi.advanceTimersByTime(2 * wishIntervalMs);
  expect(paces).toEqual([90_000, 50_000, undefined]);
});
