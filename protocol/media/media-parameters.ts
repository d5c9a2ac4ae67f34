// Shapes and limits of the negotiation parameters that cross the wire; mediasoup checks their meaning, this the form.
import * as z from 'zod/mini';
import { codecParametersSchema } from './codec-parameters.ts';
import { consumersPerAnswerMax, simulcastLayersMax } from '../limits.ts';
import { idSchema } from '../room/roster.ts';
import { text, textLike } from '../text.ts';

const uint = (max: number) => z.int().check(z.minimum(0), z.maximum(max));
const list = <T extends z.core.$ZodType>(item: T, max: number) => z.array(item).check(z.maxLength(max));

/** A token of RFC 8866, as which `mid` and feedback stand in an SDP. */
const token = (max: number) => textLike(/^[!#$%&'*+.^_`{|}~0-9A-Za-z-]*$/, max);
const mimeType = textLike(/^(audio|video)\/[\w.+-]+$/i, 64);
/** Printable ASCII without spaces. */
const uri = textLike(/^[\x21-\x7e]+$/, 128);

const rtcpFeedback = z.object({ type: token(32), parameter: z.optional(token(32)) });

const rtpHeaderExtensionParameters = z.object({
  uri,
  id: uint(255),
  encrypt: z.optional(z.boolean()),
});

const rtpEncoding = z.object({
  ssrc: z.optional(uint(0xffffffff)),
  rid: z.optional(textLike(/^[\w-]*$/, 16)),
  codecPayloadType: z.optional(uint(127)),
  rtx: z.optional(z.object({ ssrc: uint(0xffffffff) })),
  dtx: z.optional(z.boolean()),
  scalabilityMode: z.optional(textLike(/^\w*$/, 16)),
  active: z.optional(z.boolean()),
  maxBitrate: z.optional(uint(1_000_000_000)),
  maxFramerate: z.optional(z.number().check(z.minimum(0), z.maximum(240))),
  scaleResolutionDownBy: z.optional(z.number().check(z.minimum(1), z.maximum(64))),
  priority: z.optional(z.enum(['very-low', 'low', 'medium', 'high'])),
  networkPriority: z.optional(z.enum(['very-low', 'low', 'medium', 'high'])),
  adaptivePtime: z.optional(z.boolean()),
});

/**
 * How a source is sent. The name that ties a sender's streams together (`cname`) and the one of its track (`msid`) are left
 * out: the server assigns the former, and no receiver needs the latter.
 */
export const rtpParametersSchema = z.object({
  mid: z.optional(token(64)),
  codecs: list(
    z.object({
      mimeType,
      payloadType: uint(127),
      clockRate: uint(1_000_000),
      channels: z.optional(uint(8)),
      parameters: z.optional(codecParametersSchema),
      rtcpFeedback: z.optional(list(rtcpFeedback, 16)),
    }),
    16,
  ),
  headerExtensions: z.optional(list(rtpHeaderExtensionParameters, 32)),
  encodings: list(rtpEncoding, simulcastLayersMax),
  rtcp: z.optional(
    z.object({
      reducedSize: z.optional(z.boolean()),
      mux: z.optional(z.boolean()),
    }),
  ),
});

export const rtpCapabilitiesSchema = z.object({
  codecs: list(
    z.object({
      kind: z.enum(['audio', 'video']),
      mimeType,
      preferredPayloadType: uint(127),
      clockRate: uint(1_000_000),
      channels: z.optional(uint(8)),
      parameters: z.optional(codecParametersSchema),
      rtcpFeedback: z.optional(list(rtcpFeedback, 16)),
    }),
    64,
  ),
  headerExtensions: z.optional(
    list(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri,
        preferredId: uint(255),
        preferredEncrypt: z.optional(z.boolean()),
        direction: z.optional(z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive'])),
      }),
      64,
    ),
  ),
});

export type RtpCapabilities = z.infer<typeof rtpCapabilitiesSchema>;

/** At least one fingerprint: an empty list once killed a media worker. */
export const dtlsParametersSchema = z.object({
  role: z.optional(z.enum(['auto', 'client', 'server'])),
  fingerprints: z
    .array(
      z.object({
        algorithm: z.enum(['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512']),
        value: z.string().check(z.regex(/^([0-9A-Fa-f]{2}:){19,63}[0-9A-Fa-f]{2}$/)),
      }),
    )
    .check(z.minLength(1), z.maxLength(8)),
});

export const sctpStreamParametersSchema = z.object({
  streamId: uint(65_534),
  ordered: z.optional(z.boolean()),
  maxPacketLifeTime: z.optional(uint(10_000)),
  maxRetransmits: z.optional(uint(100)),
});

/** `ice-char` of RFC 8839. */
const iceText = textLike(/^[A-Za-z0-9+/]+$/, 256);

export const iceParametersSchema = z.object({
  usernameFragment: iceText,
  password: iceText,
  iceLite: z.optional(z.boolean()),
});

/** What a client needs to open its end of a transport. */
const transportOptionsSchema = z.object({
  id: idSchema,
  iceParameters: iceParametersSchema,
  iceCandidates: list(
    z.looseObject({ ip: text(128), address: z.optional(text(256)), port: uint(65_535) }),
    64,
  ),
  dtlsParameters: z.looseObject({ role: z.optional(z.enum(['auto', 'client', 'server'])) }),
  sctpParameters: z.optional(z.looseObject({ maxMessageSize: z.int() })),
});
export type TransportOptions = z.infer<typeof transportOptionsSchema>;

/** How to receive one source: RTP for voice and H.264, a data channel for JPEG. Starts paused; `media:resume` starts it. */
export const consumerOptionsSchema = z.discriminatedUnion('carrier', [
  z.object({
    carrier: z.literal('rtp'),
    consumerId: idSchema,
    producerId: idSchema,
    kind: z.enum(['audio', 'video']),
    rtpParameters: z.looseObject({}),
  }),
  z.object({
    carrier: z.literal('data'),
    consumerId: idSchema,
    producerId: idSchema,
    sctpStreamParameters: sctpStreamParametersSchema,
  }),
]);
export type ConsumerOptions = z.infer<typeof consumerOptionsSchema>;

/** Both transports of a peer, and how to receive what the others send already, as far as one answer holds it. */
export const openedMediaSchema = z.object({
  sendTransport: transportOptionsSchema,
  receiveTransport: transportOptionsSchema,
  consumers: list(consumerOptionsSchema, consumersPerAnswerMax),
});
export type OpenedMedia = z.infer<typeof openedMediaSchema>;

/** The formats that the caller can receive, a subset of `relayFormats`; without it the caller receives JPEG alone. */
export const receivableSchema = z.optional(rtpCapabilitiesSchema);

/** False for a side that says what it receives over RTP, and H.264 is not among it: Firefox before it has fetched its codec. */
export function playsH264(receivable: RtpCapabilities | undefined): boolean {
  const codecs = receivable?.codecs ?? [];
  return codecs.length === 0 || codecs.some(({ mimeType }) => mimeType.toLowerCase() === 'video/h264');
}
