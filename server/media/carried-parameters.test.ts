import {
  generateRouterRtpCapabilities,
  getConsumableRtpParameters,
  getProducerRtpParametersMapping,
} from 'mediasoup/ortc';
import { expect, test } from 'vitest';
import { rtpParametersSchema } from '../../protocol/media/media-parameters.ts';
import { carriedParameters } from './carried-parameters.ts';
import { routerCodecs } from './media-settings.ts';

const line = '\r\na=candidate:1 1 udp 1 192.0.2.1 9 typ host';

function sent(codec: Record<string, unknown>, rest: Record<string, unknown> = {}) {
  return { codecs: [codec], headerExtensions: [], encodings: [{ ssrc: 1 }], ...rest };
}

test('S1: nothing that a sender says freely is handed on', () => {
  const said = rtpParametersSchema.parse(
    sent(
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { usedtx: 1, useinbandfec: 1, 'x-odd': `1${line}`, [`x${line}`]: 1, apt: 5 },
      },
      { rtcp: { cname: `x${line}`, reducedSize: true }, msid: `x${line}` },
    ),
  );
  const carried = carriedParameters(said);
  const routerCapabilities = generateRouterRtpCapabilities(routerCodecs);
  const handedOn = getConsumableRtpParameters(
    'audio',
    carried,
    routerCapabilities,
    getProducerRtpParametersMapping(carried, routerCapabilities),
  );
  expect(JSON.stringify(handedOn)).not.toContain('candidate');
  expect(handedOn.codecs[0]?.parameters).toEqual({ usedtx: 1, useinbandfec: 1 });
  expect(carried.rtcp).toEqual({ reducedSize: true });
});

test.each([
  ['usedtx', '1'],
  ['usedtx', 2],
  ['maxaveragebitrate', -1],
  ['profile-level-id', `42e01f${line}`],
  ['profile-level-id', '42e01'],
])('S1: %s cannot be %j', (name, value) => {
  const codec = {
    mimeType: 'video/H264',
    payloadType: 102,
    clockRate: 90_000,
    parameters: { [name]: value },
  };
  expect(rtpParametersSchema.safeParse(sent(codec)).success).toBe(false);
});

test.each([
  ['mid', sent({ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000 }, { mid: `0${line}` })],
  ['mime type', sent({ mimeType: `audio/opus${line}`, payloadType: 111, clockRate: 48_000 })],
  [
    'rid',
    sent(
      { mimeType: 'video/H264', payloadType: 102, clockRate: 90_000 },
      { encodings: [{ rid: `a${line}` }] },
    ),
  ],
])('S1: a %s with a line break is refused', (_, parameters) => {
  expect(rtpParametersSchema.safeParse(parameters).success).toBe(false);
});
