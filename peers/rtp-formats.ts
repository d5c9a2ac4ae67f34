// How simulated peers send and receive over RTP, in the words of the protocol. Used by room-peer.
import type { RtpCapabilities } from '../protocol/media/media-parameters.ts';
import type { RequestInput } from '../protocol/requests.ts';

type RtpParameters = RequestInput<'media:produce'>['rtpParameters'];

export const voicePayloadType = 111;
export const videoPayloadType = 102;
export const levelExtensionId = 1;
export const videoClockHz = 90_000;
/** Of the Opus carrier in 20 ms. */
export const carrierSamplesPerFrame = 960;

const levelExtension = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: levelExtensionId };
const h264Parameters = {
  'packetization-mode': 1,
  'profile-level-id': '42e01f',
  'level-asymmetry-allowed': 1,
};
const videoFeedback = [
  { type: 'nack' },
  { type: 'nack', parameter: 'pli' },
  { type: 'ccm', parameter: 'fir' },
];

/** One voice, whose packets carry Speex in place of Opus. */
export function voiceParameters(ssrc: number): RtpParameters {
  return {
    codecs: [{ mimeType: 'audio/opus', payloadType: voicePayloadType, clockRate: 48_000, channels: 2 }],
    headerExtensions: [levelExtension],
    encodings: [{ ssrc, dtx: true }],
  };
}

/** One H.264 picture. @param ssrcs one per layer, smallest first */
export function videoParameters(ssrcs: readonly number[]): RtpParameters {
  return {
    codecs: [
      {
        mimeType: 'video/H264',
        payloadType: videoPayloadType,
        clockRate: videoClockHz,
        parameters: h264Parameters,
        rtcpFeedback: videoFeedback,
      },
    ],
    encodings: ssrcs.map((ssrc) => ({ ssrc, scalabilityMode: 'L1T1' })),
  };
}

/**
 * A receiver of voices and H.264. Without bandwidth feedback, so that the relay leaves out no layer by itself: what is
 * measured is what it can carry, not what it believes of the connection.
 */
export const receiverCapabilities: RtpCapabilities = {
  codecs: [
    { kind: 'audio', mimeType: 'audio/opus', preferredPayloadType: 100, clockRate: 48_000, channels: 2 },
    {
      kind: 'video',
      mimeType: 'video/H264',
      preferredPayloadType: 101,
      clockRate: videoClockHz,
      parameters: h264Parameters,
      rtcpFeedback: videoFeedback,
    },
  ],
  headerExtensions: [],
};
