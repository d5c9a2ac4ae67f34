import { expect, test } from 'vitest';
import { createPictureGaps } from './picture-gaps.ts';

const frame = (sequence: number, tileCount = 1) => ({ sequence: sequence >>> 0, tileCount });
/** Long enough after any loss. */
const muchLater = 60_000;

test('frames that come whole, in any order, are nothing to ask for', () => {
  const gaps = createPictureGaps();
  for (const sequence of [7, 9, 8, 10]) gaps.push(frame(sequence), 0);
  for (let tile = 0; tile < 4; tile += 1) gaps.push(frame(11, 4), 0);
  expect(gaps.push(frame(12), muchLater)).toBe(false);
});

test('a frame that never came is asked for once it can no longer come', () => {
  const gaps = createPictureGaps();
  gaps.push(frame(1), 0);
  expect(gaps.push(frame(3), 100)).toBe(false);
  expect(gaps.push(frame(4), 2000)).toBe(false);
  expect(gaps.push(frame(5), 2700)).toBe(true);
  expect(gaps.push(frame(6), muchLater)).toBe(false);
});

test('a tile that is missing from a frame is noticed like a frame', () => {
  const gaps = createPictureGaps();
  for (let tile = 0; tile < 3; tile += 1) gaps.push(frame(1, 4), 0);
  expect(gaps.push(frame(2), 3000)).toBe(true);
});

test('a connection that loses all the time has pictures repeated every five seconds at most', () => {
  const gaps = createPictureGaps();
  let asked = 0;
  for (let sequence = 1; sequence < 400; sequence += 2)
    if (gaps.push(frame(sequence), sequence * 100)) asked += 1;
  expect(asked).toBeGreaterThan(5);
  expect(asked).toBeLessThanOrEqual(8);
});

test('what came before the first frame, while it was not shown, or after a jump is not missed', () => {
  const gaps = createPictureGaps();
  gaps.push(frame(100), 0);
  gaps.push(frame(90), 0);
  gaps.reset();
  gaps.push(frame(200), 0);
  gaps.push(frame(90_000), 0);
  expect(gaps.push(frame(90_001), muchLater)).toBe(false);
});

test('numbers that begin again at zero are no gap', () => {
  const gaps = createPictureGaps();
  for (const sequence of [-2, -1, 0, 1]) gaps.push(frame(sequence), 0);
  expect(gaps.push(frame(2), muchLater)).toBe(false);
});
