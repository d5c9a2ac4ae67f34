import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { awaitFirstPicture } from './first-picture.ts';

let asked = 0;
let frames: number | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  frames = 0;
});
afterEach(() => void vi.useRealTimers());

const begin = () => awaitFirstPicture({ framesDecoded: async () => frames, askAgain: () => (asked += 1) });

test('a picture that comes at once is not asked for again', async () => {
  begin();
  frames = 1;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toBe(0);
});

test('a picture that was lost is asked for twice within the first second, until it is there', async () => {
  begin();
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toBe(2);
  frames = 1;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toBe(2);
});

test('a picture that never comes is given up after a few requests', async () => {
  begin();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toBe(6);
});

test('who looks away, and a source that is over, ask for nothing', async () => {
  begin()();
  frames = undefined;
  begin();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(asked).toBe(0);
});
