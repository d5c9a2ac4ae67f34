import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchEncoder } from './encoder-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A sender that gets a picture with each look; @param encodes whether its encoder takes them */
function makeSender(encodes: boolean) {
  let given = 0;
  return {
    getStats: async () => {
      given += 5;
      return new Map<string, unknown>([
        ['T', { type: 'transport', dtlsState: 'connected' }],
        ['S', { type: 'media-source', frames: given }],
        ['O', { type: 'outbound-rtp', active: true, framesEncoded: encodes ? given : 0 }],
      ]) as unknown as RTCStatsReport;
    },
  };
}

test('X5: a refusal is told once', async () => {
  const refused = vi.fn();
  watchEncoder(makeSender(false), refused);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(refused).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('an encoder that encodes is watched on until the end, without a word', async () => {
  const refused = vi.fn();
  const end = watchEncoder(makeSender(true), refused);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(1);
  end();
  expect(vi.getTimerCount()).toBe(0);
  expect(refused).not.toHaveBeenCalled();
});
