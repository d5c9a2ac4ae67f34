import { expect, test } from 'vitest';
import { isSafeConsumer } from './is-safe-consumer.ts';

const opus = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 100,
      clockRate: 48_000,
      channels: 2,
      parameters: { usedtx: 1, useinbandfec: 1 },
      rtcpFeedback: [{ type: 'nack', parameter: '' }],
    },
  ],
  headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1, encrypt: false, parameters: {} }],
  encodings: [{ ssrc: 1 }],
  rtcp: { cname: 'a1b2c3d4', reducedSize: true },
  msid: undefined,
};

test('what the relay hands out is safe', () => {
  expect(isSafeConsumer(opus)).toBe(true);
});

test.each(['\r', '\n', '\0', ' ', '\u2028', 'é', '\u202e'])(
  'S1: parameters with %j in them are refused',
  (bad) => {
    expect(isSafeConsumer({ ...opus, rtcp: { cname: `a${bad}b=x` } })).toBe(false);
    expect(isSafeConsumer({ ...opus, codecs: [{ ...opus.codecs[0], parameters: { [`x${bad}`]: 1 } }] })).toBe(
      false,
    );
    expect(
      isSafeConsumer({ ...opus, codecs: [{ ...opus.codecs[0], parameters: { usedtx: `1${bad}` } }] }),
    ).toBe(false);
  },
);
