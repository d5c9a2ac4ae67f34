import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacer } from './pacer.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first wish is granted at once, those of the next moment together, and the last is never lost', () => {
  const granted: number[] = [];
  const startMs = Date.now();
  const pacer = createPacer(60, () => granted.push(Date.now() - startMs));
  for (let wishes = 0; wishes < 10; wishes += 1) {
    pacer.wish();
    vi.advanceTimersByTime(16);
  }
  vi.advanceTimersByTime(1000);
  expect(granted).toEqual([0, 60, 120, 180]);
});

test('what waits happens at once when it is flushed, and nothing happens without a wish', () => {
  const act = vi.fn();
  const pacer = createPacer(60, act);
  pacer.flush();
  expect(act).not.toHaveBeenCalled();
  pacer.wish();
  pacer.wish();
  pacer.flush();
  expect(act).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(1000);
  expect(act).toHaveBeenCalledTimes(2);
});
