// Shapes and limits of the negotiation parameters that cross the wire; mediasoup checks their meaning, this the form.
import * as z from 'zod/mini';
import { consumersPerAnswerMax, simulcastLayersMax } from './limits.ts';
import { idSchema } from './roster.ts';

const text = (max: number) => z.string().check(z.maxLength(max));
const uint = (max: number) => z.int().check(z.minimum(0), z.maximum(max));
const list = <T extends z.core.$ZodType>(item: T, max: number) => z.array(item).check(z.maxLength(max));

/** Codec and extension parameters: a flat record of short scalars. */
const formatParameters = z
  .record(text(64), z.union([text(256), z.number(), z.boolean(), z.null(), z.undefined()]))
  .check(z.refine((record) => Object.keys(record).length <= 32));

const rtcpFeedback = z.object({ type: text(32), parameter: z.optional(text(32)) });

const rtpHeaderExtensionParameters = z.object({
  uri: text(128),
  id: uint(255),
  encrypt: z.optional(z.boolean()),
  parameters: z.optional(formatParameters),
});

const rtpEncoding = z.object({
  ssrc: z.optional(uint(0xffffffff)),
  rid: z.optional(text(16)),
  codecPayloadType: z.optional(uint(127)),
  rtx: z.optional(z.object({ ssrc: uint(0xffffffff) })),
  dtx: z.optional(z.boolean()),
  scalabilityMode: z.optional(text(16)),
  active: z.optional(z.boolean()),
  maxBitrate: z.optional(uint(1_000_000_000)),
  maxFramerate: z.optional(z.number().check(z.minimum(0), z.maximum(240))),
  scaleResolutionDownBy: z.optional(z.number().check(z.minimum(1), z.maximum(64))),
  priority: z.optional(z.enum(['very-low', 'low', 'medium', 'high'])),
  networkPriority: z.optional(z.enum(['very-low', 'low', 'medium', 'high'])),
  adaptivePtime: z.optional(z.boolean()),
});

export const rtpParametersSchema = z.object({
  mid: z.optional(text(64)),
  codecs: list(
    z.object({
      mimeType: text(64),
      payloadType: uint(127),
      clockRate: uint(1_000_000),
      channels: z.optional(uint(8)),
      parameters: z.optional(formatParameters),
      rtcpFeedback: z.optional(list(rtcpFeedback, 16)),
    }),
    16,
  ),
  headerExtensions: z.optional(list(rtpHeaderExtensionParameters, 32)),
  encodings: list(rtpEncoding, simulcastLayersMax),
  rtcp: z.optional(
    z.object({
      cname: z.optional(text(256)),
      reducedSize: z.optional(z.boolean()),
      mux: z.optional(z.boolean()),
    }),
  ),
  msid: z.optional(text(256)),
});

export const rtpCapabilitiesSchema = z.object({
  codecs: list(
    z.object({
      kind: z.enum(['audio', 'video']),
      mimeType: text(64),
      preferredPayloadType: uint(127),
      clockRate: uint(1_000_000),
      channels: z.optional(uint(8)),
      parameters: z.optional(formatParameters),
      rtcpFeedback: z.optional(list(rtcpFeedback, 16)),
    }),
    64,
  ),
  headerExtensions: z.optional(
    list(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri: text(128),
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

export const iceParametersSchema = z.object({
  usernameFragment: text(256),
  password: text(256),
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

/** What the side of who asks can receive (`relayFormats`, as far as it goes); whoever does not say receives JPEG alone. */
export const receivableSchema = z.optional(rtpCapabilitiesSchema);
