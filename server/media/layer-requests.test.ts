import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LayerRequests, layerRestMs } from './layer-requests.ts';

let told: (readonly number[])[];
let requests: LayerRequests;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  requests = new LayerRequests((_producerId, layers) => told.push(layers));
  requests.open('camera', 3);
});
afterEach(() => void vi.useRealTimers());

test('a camera without viewers stops being sent after a rest', () => {
  vi.advanceTimersByTime(layerRestMs - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([[]]);
});

test('a viewer gets every layer up to the wanted one at once, and only that one once it has arrived', () => {
  vi.advanceTimersByTime(layerRestMs);
  requests.see('camera', 'bob', { preferred: 1, current: undefined });
  expect(told.at(-1)).toEqual([0, 1]);
  requests.see('camera', 'bob', { preferred: 1, current: 1 });
  vi.advanceTimersByTime(layerRestMs);
  expect(told.at(-1)).toEqual([1]);
});

test('a line that has become thin brings the smaller layers back at once', () => {
  requests.see('camera', 'bob', { preferred: 1, current: 1 });
  vi.advanceTimersByTime(layerRestMs);
  requests.see('camera', 'bob', { preferred: 1, current: undefined });
  expect(told.at(-1)).toEqual([0, 1]);
});

test('a page that is turned and turned back changes nothing', () => {
  requests.see('camera', 'bob', { preferred: 2, current: 2 });
  vi.advanceTimersByTime(layerRestMs);
  const before = told.length;
  requests.see('camera', 'bob', undefined);
  vi.advanceTimersByTime(layerRestMs - 1);
  requests.see('camera', 'bob', { preferred: 2, current: 2 });
  vi.advanceTimersByTime(2 * layerRestMs);
  expect(told.length).toBe(before);
});

test('a camera that is off is not talked of', () => {
  requests.close('camera');
  requests.see('camera', 'bob', { preferred: 2, current: 2 });
  vi.advanceTimersByTime(2 * layerRestMs);
  expect(told).toEqual([]);
});
