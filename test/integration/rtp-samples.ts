// Negotiation parameters as a browser's would be, for tests that need no packets.
import type { RequestInput } from '../../protocol/requests.ts';

type RtpParameters = RequestInput<'media:produce'>['rtpParameters'];

let lastSsrc = 1000;

/** A microphone: one Opus stream, which may carry Speex. */
export function opusParameters(): RtpParameters {
  return {
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc: (lastSsrc += 1) }],
  };
}

/** A camera: H.264 in three simulcast layers. */
export function h264Parameters(): RtpParameters {
  const parameters = { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 };
  const codecs = [{ mimeType: 'video/H264', payloadType: 102, clockRate: 90_000, parameters }];
  const encodings = ['r0', 'r1', 'r2'].map((rid) => ({ rid, scalabilityMode: 'L1T3' }));
  const headerExtensions = [
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 4 },
    { uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 },
  ];
  return { mid: String((lastSsrc += 1)), codecs, encodings, headerExtensions };
}

/** A receiver that takes only sound. */
export const soundOnly = {
  codecs: [
    {
      kind: 'audio' as const,
      mimeType: 'audio/opus',
      preferredPayloadType: 100,
      clockRate: 48_000,
      channels: 2,
    },
  ],
  headerExtensions: [],
};

/** A DTLS fingerprint of the right form that belongs to no peer. */
export const fingerprint = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') };
