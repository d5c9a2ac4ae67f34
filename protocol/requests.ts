// Every request a client can make: form of question and answer, door, what it needs, how often. Read by both sides.
import * as z from 'zod/mini';
import {
  dtlsParametersSchema,
  iceParametersSchema,
  rtpCapabilitiesSchema,
  rtpParametersSchema,
  sctpStreamParametersSchema,
  transportOptionsSchema,
} from './media-parameters.ts';
import {
  drawersSchema,
  erasureSchema,
  markPointSchema,
  shareDrawingSchema,
  strokePieceSchema,
} from './drawing.ts';
import {
  codecSchema,
  idSchema,
  lineTroubleSchema,
  pictureSizeSchema,
  roomSnapshotSchema,
  roomVoiceSchema,
  sourceSchema,
  voiceCodecSchema,
} from './roster.ts';
import { voiceLossFields } from './voice-loss.ts';

/** Which way a request comes in: account requests over HTTP, everything in a meeting over the socket. */
export type Door = 'http' | 'socket';
/** What the caller must be before the handler runs. */
export type Need = 'nobody' | 'account' | 'room' | 'host';
/** A budget: `points` requests per `seconds`, counted per `account`, or per `address` where nobody is signed in. */
export interface Rate {
  readonly points: number;
  readonly seconds: number;
  readonly per: 'account' | 'address';
}

export interface RequestRule {
  readonly door: Door;
  readonly needs: Need;
  readonly rate: Rate;
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
}

const nothing = z.object({});
const text = (max: number) => z.string().check(z.maxLength(max));
const login = z.string().check(z.minLength(1), z.maxLength(64));
/** 32 lower-case hexadecimal digits: an MD5 digest, or a salt of 16 random bytes. */
const hex16Bytes = z.string().check(z.regex(/^[0-9a-f]{32}$/));
const salt = z.string().check(z.minLength(1), z.maxLength(64));
const producerIds = z.array(idSchema).check(z.minLength(1), z.maxLength(128));
const lossReports = z
  .array(z.object({ producerId: idSchema, ...voiceLossFields }))
  .check(z.minLength(1), z.maxLength(128));
/** False: this side cannot play Speex, so the voices of its room are sent as Opus while it is there. */
const playsSpeex = z.optional(z.boolean());
const consumerIds = z.array(idSchema).check(z.minLength(1), z.maxLength(400));

const session = z.object({
  accountId: idSchema,
  nickname: text(64),
  phone: text(32),
  /** Opaque; kept by the client, exchanged for tickets, revoked by signing out. */
  token: text(128),
});

/** Both transports of a peer, and what their router can carry. */
const transports = z.object({
  routerRtpCapabilities: z.looseObject({}),
  sendTransport: transportOptionsSchema,
  receiveTransport: transportOptionsSchema,
});
const joined = z.extend(transports, { room: roomSnapshotSchema });

/** How to receive one source: RTP for voice and H.264, a data channel for JPEG. Starts paused; `media:resume` starts it. */
const consumerOptions = z.discriminatedUnion('carrier', [
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

const perAddress = (points: number, seconds: number): Rate => ({ points, seconds, per: 'address' });
const perAccount = (points: number, seconds: number): Rate => ({ points, seconds, per: 'account' });

/** The table of requests. A request without schema, rule or handler does not compile. */
export const requests = {
  /** The salt to digest a password with; an unknown login gets an invented, stable one. */
  'account:salt': {
    door: 'http',
    needs: 'nobody',
    rate: perAddress(300, 60),
    input: z.object({ login }),
    output: z.object({ salt }),
  },
  /** `digest` is MD5(salt + password) with a salt that the client drew. Signs in at once. */
  'account:register': {
    door: 'http',
    needs: 'nobody',
    rate: perAddress(1000, 3600),
    input: z.object({ phone: text(64), nickname: text(128), salt: hex16Bytes, digest: hex16Bytes }),
    output: session,
  },
  /** `login` is a phone number or a nickname. */
  'account:sign-in': {
    door: 'http',
    needs: 'nobody',
    rate: perAddress(600, 60),
    input: z.object({ login, digest: hex16Bytes }),
    output: session,
  },
  /** Who the token belongs to; how a client that stayed signed in starts. */
  'account:describe': {
    door: 'http',
    needs: 'account',
    rate: perAccount(60, 60),
    input: nothing,
    output: z.omit(session, { token: true }),
  },
  /** Revokes the token that asks. */
  'account:sign-out': {
    door: 'http',
    needs: 'account',
    rate: perAccount(60, 60),
    input: nothing,
    output: nothing,
  },
  /** Revokes every token of the account and closes its sockets. */
  'account:sign-out-everywhere': {
    door: 'http',
    needs: 'account',
    rate: perAccount(20, 60),
    input: nothing,
    output: nothing,
  },
  /** Needs the old digest; every other token of the account is revoked. */
  'account:change-password': {
    door: 'http',
    needs: 'account',
    rate: perAccount(10, 60),
    input: z.object({ digest: hex16Bytes, newSalt: hex16Bytes, newDigest: hex16Bytes }),
    output: nothing,
  },
  /** A short-lived, single-use word that opens the socket. */
  'account:ticket': {
    door: 'http',
    needs: 'account',
    rate: perAccount(60, 60),
    input: nothing,
    output: z.object({ ticket: text(128) }),
  },

  /** Does nothing: the answer tells that the way to the server stands. Asked when there is reason to doubt it. */
  'connection:check': {
    door: 'socket',
    needs: 'account',
    rate: perAccount(120, 60),
    input: nothing,
    output: nothing,
  },
  /** What one's own line suffers from, for the others to see; without `trouble` it is good. Said when it changes. */
  'connection:report': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: z.object({ trouble: z.optional(lineTroubleSchema) }),
    output: nothing,
  },

  /**
   * Opens a room under a random unused number; the caller becomes its host. Budgeted by the day: every number that was
   * used rests for as long, and a few accounts must not be able to use all of them up.
   */
  'room:create': {
    door: 'socket',
    needs: 'account',
    rate: perAccount(300, 24 * 3600),
    input: z.object({ playsSpeex }),
    output: joined,
  },
  /** Joins by number; malformed, unknown and locked are refused alike. The secret comes from an invitation link. */
  'room:join': {
    door: 'socket',
    needs: 'account',
    rate: perAccount(60, 60),
    input: z.object({ number: text(64), secret: z.optional(text(64)), playsSpeex }),
    output: joined,
  },
  /** After a broken connection: the room as it is now, same peer, same transports. */
  'room:resume': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: nothing,
    /** `mediaOpen` is false when the transports were lost meanwhile: `media:reopen` gets new ones. */
    output: z.object({ room: roomSnapshotSchema, mediaOpen: z.boolean() }),
  },
  'room:leave': { door: 'socket', needs: 'room', rate: perAccount(60, 60), input: nothing, output: nothing },
  /** A locked room lets in only holders of its secret. */
  'room:lock': {
    door: 'socket',
    needs: 'host',
    rate: perAccount(30, 60),
    input: z.object({ locked: z.boolean() }),
    output: nothing,
  },

  /** What the voices of the room are sent as; answered with what they are sent as from now on. */
  'room:choose-voice': {
    door: 'socket',
    needs: 'host',
    rate: perAccount(30, 60),
    input: z.object({ codec: voiceCodecSchema }),
    output: z.object({ voice: roomVoiceSchema }),
  },

  /** What the caller's side can receive; once, before the first `media:consume`. */
  'media:describe': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: z.object({ rtpCapabilities: rtpCapabilitiesSchema }),
    output: nothing,
  },
  'media:connect': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: z.object({ transportId: idSchema, dtlsParameters: dtlsParametersSchema }),
    output: nothing,
  },
  /** After `media:lost`: new transports on a running worker; sources and consumers have to be started again. */
  'media:reopen': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: nothing,
    output: transports,
  },
  'media:restart-ice': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(60, 60),
    input: z.object({ transportId: idSchema }),
    output: z.object({ iceParameters: iceParametersSchema }),
  },
  /** Starts a source over RTP: voice, H.264, a screen's sound. */
  'media:produce': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(120, 60),
    input: z.object({
      source: sourceSchema,
      codec: codecSchema,
      rtpParameters: rtpParametersSchema,
      paused: z.optional(z.boolean()),
      /** What is really sent; H.264 only. */
      size: z.optional(pictureSizeSchema),
    }),
    output: z.object({ producerId: idSchema }),
  },
  /** Starts a JPEG source over a data channel. */
  'media:produce-data': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(120, 60),
    input: z.object({ source: sourceSchema, sctpStreamParameters: sctpStreamParametersSchema }),
    output: z.object({ producerId: idSchema }),
  },
  /** Mutes (`paused: true`) or unmutes a source of one's own. */
  'media:pause': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema, paused: z.boolean() }),
    output: nothing,
  },
  /** Switches a source of one's own off. */
  'media:close': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema }),
    output: nothing,
  },
  /** Asks to receive sources of others; those that have just gone are left out of the answer. */
  'media:consume': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(600, 60),
    input: z.object({ producerIds }),
    output: z.object({ consumers: z.array(consumerOptions).check(z.maxLength(128)) }),
  },
  /** Lets sources flow; a key frame or a whole picture is asked of their senders. JPEG that flows already is asked for again. */
  'media:resume': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(1200, 60),
    input: z.object({ consumerIds }),
    output: nothing,
  },
  /** Stops sources that are not shown; a hidden tile costs nothing. */
  'media:suspend': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(1200, 60),
    input: z.object({ consumerIds }),
    output: nothing,
  },
  /** Which simulcast layer fits the tile (0 is the smallest). */
  'media:prefer-layers': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(1200, 60),
    input: z.object({
      consumerId: idSchema,
      spatialLayer: z.int().check(z.minimum(0), z.maximum(7)),
      temporalLayer: z.optional(z.int().check(z.minimum(0), z.maximum(7))),
    }),
    output: nothing,
  },
  /** How much of the voices of others is lost on the way here; said when it changes, at most twice a second. */
  'media:report-loss': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(120, 60),
    input: z.object({ reports: lossReports }),
    output: nothing,
  },

  /** Who may draw on a shared screen and what stands on it; `producerId` is the screen's in all of these. */
  'drawing:read': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(120, 60),
    input: z.object({ producerId: idSchema }),
    output: shareDrawingSchema,
  },
  /** Whom one lets point and draw on one's own shared screen; nobody at its start. */
  'drawing:allow': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(120, 60),
    input: z.object({ producerId: idSchema, drawers: drawersSchema }),
    output: nothing,
  },
  /** Points at a place for a moment; clients send at most some 17 a second, as with the pieces of a stroke. */
  'drawing:point': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(1500, 60),
    input: z.object({ producerId: idSchema, at: markPointSchema }),
    output: nothing,
  },
  'drawing:draw': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(1500, 60),
    input: z.extend(strokePieceSchema, { producerId: idSchema }),
    output: nothing,
  },
  'drawing:erase': {
    door: 'socket',
    needs: 'room',
    rate: perAccount(300, 60),
    input: z.object({ producerId: idSchema, erasure: erasureSchema }),
    output: nothing,
  },
} as const satisfies Record<string, RequestRule>;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;
/** The names whose requests come through one door. */
export type RequestNameOf<D extends Door> = {
  [N in RequestName]: (typeof requests)[N]['door'] extends D ? N : never;
}[RequestName];

/** Whether a string names a request; the door it must come through is checked by dispatch. */
export function isRequestName(value: unknown): value is RequestName {
  return typeof value === 'string' && Object.hasOwn(requests, value);
}

/**
 * The HTTP path of an account request: `account:sign-in` is `POST /api/account/sign-in`. The body is the input as JSON, the
 * token of the session goes into `Authorization: Bearer`; answered with the output as JSON, or with the error's status
 * (protocol/error-codes.ts) and `{"error": ErrorAnswer}`.
 */
export function httpPathOf(name: RequestNameOf<'http'>): string {
  return `/api/${name.replace(':', '/')}`;
}
