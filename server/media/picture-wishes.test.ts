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
