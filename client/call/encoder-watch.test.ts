import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchEncoder } from './encoder-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A sender that gets five pictures with each look; what may change between two looks is written into what is returned. */
function makeSender(encodes: boolean) {
  const state = { encodes, width: 1280, height: 720 };
  let [given, encoded] = [0, 0];
  const getStats = async () => {
    given += 5;
    if (state.encodes) encoded += 5;
    return new Map<string, unknown>([
      ['T', { type: 'transport', dtlsState: 'connected' }],
      ['S', { type: 'media-source', frames: given, width: state.width, height: state.height }],
      ['O', { type: 'outbound-rtp', active: true, framesEncoded: encoded }],
    ]) as unknown as RTCStatsReport;
  };
  return { state, getStats };
}

function watch(sender: ReturnType<typeof makeSender>) {
  const events = { onSize: vi.fn(), onRefused: vi.fn() };
  return { ...events, end: watchEncoder(sender, events) };
}

test('X5: a refusal is told once', async () => {
  const { onRefused } = watch(makeSender(false));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onRefused).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('an encoder that encodes is watched on until the end, without a word', async () => {
  const { onRefused, end } = watch(makeSender(true));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(1);
  end();
  expect(vi.getTimerCount()).toBe(0);
  expect(onRefused).not.toHaveBeenCalled();
});

test('X5: each size is told once, at the first look that sees it', async () => {
  const sender = makeSender(true);
  const { onSize, end } = watch(sender);
  await vi.advanceTimersByTimeAsync(1200);
  Object.assign(sender.state, { width: 5120, height: 2880 });
  await vi.advanceTimersByTimeAsync(400);
  expect(onSize.mock.calls).toEqual([[{ width: 1280, height: 720 }], [{ width: 5120, height: 2880 }]]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(onSize).toHaveBeenCalledTimes(2);
  end();
});

test('X5: what the encoder left of a size that it does not take is no refusal of the size that it is given then', async () => {
  const sender = makeSender(true);
  const { onRefused, end } = watch(sender);
  await vi.advanceTimersByTimeAsync(400);
  Object.assign(sender.state, { encodes: false });
  await vi.advanceTimersByTimeAsync(400);
  Object.assign(sender.state, { width: 5120, height: 2880 });
  await vi.advanceTimersByTimeAsync(400);
  Object.assign(sender.state, { encodes: true });
  await vi.advanceTimersByTimeAsync(4000);
  expect(onRefused).not.toHaveBeenCalled();
  end();
});

test('X5: a window with a side too small for any encoder is refused at the first look that sees it', async () => {
  const sender = makeSender(true);
  const { onRefused } = watch(sender);
  await vi.advanceTimersByTimeAsync(1200);
  Object.assign(sender.state, { height: 12 });
  await vi.advanceTimersByTimeAsync(400);
  expect(onRefused).toHaveBeenCalledTimes(1);
  expect(vi.getTimerCount()).toBe(0);
});
