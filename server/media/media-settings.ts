// How the relay is set: codecs of every router, limits of every transport. Read by the media folder only.
import type { types } from 'mediasoup';
import { pictureMessageMaxBytes } from '../../protocol/limits.ts';

/**
 * What a router carries. Opus also carries Speex (ARCHITECTURE, "Speex in RTP"). H.264 is constrained baseline, level 3.1
 * or what both sides agree on: the one profile that every browser encodes and decodes.
 */
export const routerCodecs: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
];

/** A receiver's bandwidth is taken for this until measured; more risks loss at the start on thin lines, less blurs it. */
export const initialOutgoingBitrateBps = 1_500_000;

/** Ceiling of what one peer may send, all sources together: three simulcast layers and a sharp screen fit twice. */
export const incomingBitrateMaxBps = 12_000_000;

/**
 * Ceiling of the pictures that one peer is sent in RTP: a whole screen of tiles in their largest layer. Without it a peer that lies in its
 * reports can have any amount sent.
 */
export const outgoingBitrateMaxBps = 25_000_000;

/**
 * A peer that does not ask for so long, from where it is sent to, is sent nothing more until it does; browsers ask every 2 to 5 s. The least
 * that the worker knows.
 */
const consentTimeoutSeconds = 10;

/**
 * At most one key frame per this time is asked of a sender; a newcomer waits no longer for its first picture. More than the 300 ms
 * within which browsers ignore a second request: the worker would repeat an ignored one only a second later.
 */
export const keyFrameRequestDelayMs = 400;

/**
 * Unordered, and given up after this long. A message that is not wholly under way by then is thrown away, what has arrived of it
 * included: with less, a picture of 60 kB would never reach a line of 500 kbit/s. What waits is bounded by its bytes (below).
 */
export const pictureLifeTimeMs = 2000;

/** A receiver that has more than this waiting counts as slow and is paused: a few pictures of 60 kB. */
export const pictureBacklogMaxBytes = 256 * 1024;

/** A slow receiver goes on below this; the worker reports each crossing, so a normal picture must stay below it. */
export const pictureBacklogLowBytes = 64 * 1024;

/** Options of both transports of a peer. */
export const transportOptions = {
  enableUdp: true,
  enableTcp: true,
  preferUdp: true,
  iceConsentTimeout: consentTimeoutSeconds,
  initialAvailableOutgoingBitrate: initialOutgoingBitrateBps,
  enableSctp: true,
  maxSendMessageSize: pictureMessageMaxBytes,
  maxReceiveMessageSize: pictureMessageMaxBytes,
  sctpSendBufferSize: 4 * pictureBacklogMaxBytes,
  sctpPerStreamSendQueueLimit: pictureBacklogMaxBytes,
  sctpDefaultStreamBufferedAmountLowThreshold: pictureBacklogLowBytes,
};
