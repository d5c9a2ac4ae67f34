import { expect, test } from 'vitest';
import type { StreamSample } from '../../app/meeting-model.ts';
import { compareStreams, qualityOf, worseOf } from './compare-streams.ts';

function sample(change: Partial<StreamSample>): StreamSample {
  return {
    key: 'k',
    direction: 'received',
    peerId: 'a',
    nickname: 'Ada',
    source: 'microphone',
    codec: 'speex',
    takenAtMs: 0,
    bytes: 0,
    received: 0,
    lost: 0,
    delayMs: undefined,
    buffered: undefined,
    roundTripMs: undefined,
    layer: undefined,
    picture: undefined,
    ...change,
  };
}

const quality = (received: number, lost: number) =>
  qualityOf(compareStreams([sample({})], [sample({ takenAtMs: 1000, received, lost })]), 'a');

test('bitrate and loss are those of the time between the two looks', () => {
  const before = sample({ takenAtMs: 1000, bytes: 50_000, received: 900, lost: 100 });
  const after = sample({ takenAtMs: 3000, bytes: 100_000, received: 990, lost: 110 });
  expect(compareStreams([before], [after])).toMatchObject([{ bitrateBps: 200_000, lossRatio: 0.1 }]);
});

test('a stream that has just begun, and one without bytes to count, have no rates', () => {
  expect(compareStreams([], [sample({ received: 5 })])).toMatchObject([
    { bitrateBps: undefined, lossRatio: undefined },
  ]);
  const uncounted = sample({ bytes: undefined, takenAtMs: 1000 });
  expect(compareStreams([sample({ bytes: undefined })], [uncounted])[0]?.bitrateBps).toBeUndefined();
});

test('counters that began anew with new transports give no rates rather than wrong ones', () => {
  const before = sample({ bytes: 50_000, received: 900, buffered: { seconds: 9, count: 900 } });
  const after = sample({
    takenAtMs: 1000,
    bytes: 100,
    received: 2,
    buffered: { seconds: 0.1, count: 2 },
  });
  expect(compareStreams([before], [after])).toMatchObject([
    { bitrateBps: undefined, lossRatio: undefined, delayMs: undefined },
  ]);
});

test('the delay is that of the frames played between the two looks', () => {
  const before = sample({ buffered: { seconds: 100, count: 200 } });
  const after = sample({ takenAtMs: 1000, buffered: { seconds: 101.5, count: 230 } });
  expect(compareStreams([before], [after])[0]?.delayMs).toBeCloseTo(50);
});

test('the worst stream of a person decides, and silence decides nothing', () => {
  expect(quality(100, 0)).toBe('good');
  expect(quality(95, 5)).toBe('fair');
  expect(quality(80, 20)).toBe('poor');
  expect(quality(0, 0)).toBeUndefined();
  const rows = compareStreams(
    [sample({}), sample({ key: 'v' })],
    [sample({ received: 100 }), sample({ key: 'v', received: 80, lost: 20 })],
  );
  expect(qualityOf(rows, 'a')).toBe('poor');
  expect(qualityOf(rows, 'b')).toBeUndefined();
});

test('of what a person says of their line and of what arrives the worse counts', () => {
  expect(worseOf('fair', 'good')).toBe('fair');
  expect(worseOf('fair', 'poor')).toBe('poor');
  expect(worseOf(undefined, 'good')).toBe('good');
  expect(worseOf(undefined, undefined)).toBeUndefined();
});
