// Sending and receiving voices and pictures through the relay. Combined in requests.ts.
import * as z from 'zod/mini';
import { consumersPerAnswerMax, consumersPerPeerMax } from '../limits.ts';
import {
  consumerOptionsSchema,
  dtlsParametersSchema,
  iceParametersSchema,
  openedMediaSchema,
  receivableSchema,
  rtpParametersSchema,
  sctpStreamParametersSchema,
} from './media-parameters.ts';
import { emptyObject, perAccount, type RequestTable, setOf } from '../request-rule.ts';
import { codecSchema, idSchema, pictureSizeSchema, sourceSchema } from '../room/roster.ts';
import { voiceLossFields } from './voice-loss.ts';

const idsUpTo = (max: number) => setOf(idSchema, max, (id) => id);
const producerIds = idsUpTo(consumersPerAnswerMax);
const consumerIds = idsUpTo(consumersPerPeerMax);
/** Of two reports about one voice the later counts. */
const lossReports = setOf(
  z.object({ producerId: idSchema, ...voiceLossFields }),
  128,
  ({ producerId }) => producerId,
);
/** Those of the consumers asked about that are no more, where there are any; the others are as they were asked to be. */
const flowOutput = z.object({ gone: z.optional(z.array(idSchema).check(z.maxLength(consumersPerPeerMax))) });

/** Of a shared screen: the source that it goes on from, with another codec or mode, whose annotations stay on it. */
const continues = z.optional(idSchema);

export const mediaRequests = {
  'media:connect': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: z.object({ transportId: idSchema, dtlsParameters: dtlsParametersSchema }),
    output: emptyObject,
  },
  /** After `media:lost`: new transports on a running worker, as on joining; own sources have to be started again. */
  'media:reopen': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: z.object({ rtpCapabilities: receivableSchema }),
    output: openedMediaSchema,
  },
  'media:restart-ice': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(60, 60),
    input: z.object({ transportId: idSchema }),
    output: z.object({ iceParameters: iceParametersSchema }),
  },
  /** Starts a source over RTP: voice, H.264, a screen's sound. */
  'media:produce': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 60),
    input: z.object({
      source: sourceSchema,
      codec: codecSchema,
      rtpParameters: rtpParametersSchema,
      paused: z.optional(z.boolean()),
      /** What is really sent; H.264 only. */
      size: z.optional(pictureSizeSchema),
      continues,
    }),
    output: z.object({ producerId: idSchema }),
  },
  /** Starts a JPEG source over a data channel. */
  'media:produce-data': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 60),
    input: z.object({ source: sourceSchema, sctpStreamParameters: sctpStreamParametersSchema, continues }),
    output: z.object({ producerId: idSchema }),
  },
  /** Mutes (`paused: true`) or unmutes a source of one's own. */
  'media:pause': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema, paused: z.boolean() }),
    output: emptyObject,
  },
  /** Switches a source of one's own off. */
  'media:close': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema }),
    output: emptyObject,
  },
  /** Asks to receive sources of others; those that have just gone are left out of the answer. One that is received is answered as it is. */
  'media:consume': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(600, 60, 'following'),
    costsPer: 'producerIds',
    input: z.object({ producerIds }),
    output: z.object({ consumers: z.array(consumerOptionsSchema).check(z.maxLength(consumersPerAnswerMax)) }),
  },
  /** Lets sources flow; a key frame or a whole picture is asked of their senders. JPEG that flows already is asked for again. */
  'media:resume': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(1200, 60, 'following'),
    costsPer: 'consumerIds',
    input: z.object({ consumerIds }),
    output: flowOutput,
  },
  /** Stops sources that are not shown; a hidden tile costs nothing. */
  'media:suspend': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(1200, 60, 'following'),
    costsPer: 'consumerIds',
    input: z.object({ consumerIds }),
    output: flowOutput,
  },
  /** Which simulcast layer fits the tile (0 is the smallest). */
  'media:prefer-layers': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(1200, 60, 'following'),
    input: z.object({
      consumerId: idSchema,
      spatialLayer: z.int().check(z.minimum(0), z.maximum(7)),
      temporalLayer: z.optional(z.int().check(z.minimum(0), z.maximum(7))),
    }),
    output: emptyObject,
  },
  /** How much of the voices of others is lost on the way here; said when it changes, at most twice a second. */
  'media:report-loss': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(120, 60, 'reporting'),
    costsPer: 'reports',
    input: z.object({ reports: lossReports }),
    output: emptyObject,
  },
} as const satisfies RequestTable<'media'>;
