import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeyFrameRequests, keyFrameIntervalMs } from './key-frame-requests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first viewer is served at once, fifty more together, and then it is quiet', () => {
  const asked: string[] = [];
  const keyFrameRequests = new KeyFrameRequests((producerId) => asked.push(producerId));
  for (let viewer = 0; viewer < 51; viewer += 1) keyFrameRequests.add('camera');
  expect(asked).toEqual(['camera']);
  vi.advanceTimersByTime(keyFrameIntervalMs);
  expect(asked).toEqual(['camera', 'camera']);
  vi.advanceTimersByTime(10 * keyFrameIntervalMs);
  expect(asked).toEqual(['camera', 'camera']);
});

test('the requests for one sender do not delay those for another', () => {
  const asked: string[] = [];
  const keyFrameRequests = new KeyFrameRequests((producerId) => asked.push(producerId));
  keyFrameRequests.add('camera');
  keyFrameRequests.add('screen');
  expect(asked).toEqual(['camera', 'screen']);
});

test('a viewer that fell behind is served at its pace, several at that of the slowest, and a new one at once', () => {
  const paces: (number | undefined)[] = [];
  const keyFrameRequests = new KeyFrameRequests((_producerId, bytesPerSecond) => paces.push(bytesPerSecond));
  keyFrameRequests.add('screen', 90_000);
  keyFrameRequests.add('screen', 50_000);
  keyFrameRequests.add('screen', 70_000);
  vi.advanceTimersByTime(keyFrameIntervalMs);
  keyFrameRequests.add('screen', 60_000);
  keyFrameRequests.add('screen');
  vi.advanceTimersByTime(2 * keyFrameIntervalMs);
  expect(paces).toEqual([90_000, 50_000, undefined]);
});
