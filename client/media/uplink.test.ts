import { expect, test } from 'vitest';
import { createUplinkReader } from './uplink.ts';

/** What a browser reports of a voice that sends 60 kbit/s, after so many seconds. */
function reportOf(seconds: number, { fractionLost = 0, otherBps = 0 } = {}) {
  return [
    { type: 'outbound-rtp', bytesSent: 3500 * seconds, headerBytesSent: 2200 * seconds },
    { type: 'remote-inbound-rtp', fractionLost },
    { type: 'candidate-pair', nominated: false, bytesSent: 1, availableOutgoingBitrate: 1 },
    {
      type: 'candidate-pair',
      nominated: true,
      bytesSent: 7500 * seconds + (otherBps / 8) * seconds,
      availableOutgoingBitrate: 300_000,
    },
  ];
}

test('what the connection can carry is that of the way in use', () => {
  expect(createUplinkReader()(reportOf(1))).toEqual({
    lossRatio: 0,
    availableBps: 300_000,
    isShared: false,
  });
  expect(createUplinkReader()([]).availableBps).toBeUndefined();
});

test('a way is shared while pictures go over it, whatever went over it before', () => {
  const read = createUplinkReader();
  const before = { otherBps: 1_000_000 };
  expect([1, 2].map((seconds) => read(reportOf(seconds, before)).isShared)).toEqual([false, true]);
  const pictures = reportOf(2, before);
  const voiceOnly = pictures.map((entry) => ({
    ...entry,
    ...(entry.bytesSent && { bytesSent: entry.bytesSent + 5700 }),
  }));
  expect(read(voiceOnly).isShared).toBe(false);
});

test('loss on the way to the relay is noticed within two reports and forgotten within half a minute', () => {
  const read = createUplinkReader();
  const losses = Array.from(
    { length: 40 },
    (_, index) => read(reportOf(index, { fractionLost: index < 10 ? 0.1 : 0 })).lossRatio,
  );
  expect(losses[1]).toBeGreaterThan(0.07);
  expect(losses[19]).toBeGreaterThan(0.03);
  expect(losses[39]).toBeLessThan(0.015);
});
