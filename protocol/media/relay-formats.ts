// What the relay carries, the same in every room, so that no client has to ask before it joins. Read by client and simulated peers.
import type { RtpCapabilities } from './media-parameters.ts';

type HeaderExtension = NonNullable<RtpCapabilities['headerExtensions']>[number];

const standard = 'urn:ietf:params:rtp-hdrext';
const experimental = 'http://www.webrtc.org/experiments/rtp-hdrext';
const nack = { type: 'nack', parameter: '' };
const transportFeedback = { type: 'transport-cc', parameter: '' };

function header(
  kind: 'audio' | 'video',
  uri: string,
  preferredId: number,
  direction: 'sendrecv' | 'recvonly' = 'sendrecv',
): HeaderExtension {
  return { kind, uri, preferredId, preferredEncrypt: false, direction };
}

/** The same for sound and pictures. */
function headers(uri: string, preferredId: number): HeaderExtension[] {
  return [header('audio', uri, preferredId), header('video', uri, preferredId)];
}

/**
 * Formats, header extensions and their numbers, as mediasoup hands them out for the codecs of the server's routers; a test
 * holds both to be the same (server/media/media-settings.test.ts). `recvonly` is what the relay reads and does not pass on.
 */
export const relayFormats: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      clockRate: 48_000,
      channels: 2,
      rtcpFeedback: [nack, transportFeedback],
      parameters: {},
      preferredPayloadType: 100,
    },
    {
      kind: 'video',
      mimeType: 'video/H264',
      clockRate: 90_000,
      parameters: { 'level-asymmetry-allowed': 1, 'packetization-mode': 1, 'profile-level-id': '42e01f' },
      rtcpFeedback: [
        nack,
        { type: 'nack', parameter: 'pli' },
        { type: 'ccm', parameter: 'fir' },
        { type: 'goog-remb', parameter: '' },
        transportFeedback,
      ],
      preferredPayloadType: 101,
    },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      preferredPayloadType: 102,
      clockRate: 90_000,
      parameters: { apt: 101 },
      rtcpFeedback: [],
    },
  ],
  headerExtensions: [
    ...headers(`${standard}:sdes:mid`, 1),
    header('video', `${standard}:sdes:rtp-stream-id`, 2, 'recvonly'),
    header('video', `${standard}:sdes:repaired-rtp-stream-id`, 3, 'recvonly'),
    ...headers(`${experimental}/abs-send-time`, 4),
    header(
      'audio',
      'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
      5,
      'recvonly',
    ),
    header('video', 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01', 5),
    header('audio', `${standard}:ssrc-audio-level`, 6),
    header(
      'video',
      'https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension',
      7,
      'recvonly',
    ),
    header('video', 'urn:3gpp:video-orientation', 8),
    header('video', `${standard}:toffset`, 9),
    ...headers(`${experimental}/abs-capture-time`, 10),
    ...headers(`${experimental}/playout-delay`, 11),
    ...headers('urn:mediasoup:params:rtp-hdrext:packet-id', 12),
  ],
};
