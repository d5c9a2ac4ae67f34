// Everything the server tells without being asked, in past tense. Sent by the outbox, read by client/call.
import * as z from 'zod/mini';
import { drawersSchema, erasureSchema, markPointSchema, strokePieceSchema } from './drawing/drawing.ts';
import { simulcastLayersMax, strokePointsMax } from './limits.ts';
import {
  idSchema,
  connectionQualitySchema,
  peerInfoSchema,
  pinGuessesSchema,
  roomPinSchema,
  roomSecretSchema,
  roomVoiceSchema,
  sourceInfoSchema,
} from './room/roster.ts';
import { newSignInSchema } from './signed-in-devices.ts';
import { voiceLossFields } from './media/voice-loss.ts';

/** Why a peer is no longer in the room. */
export const leaveReasonSchema = z.enum(['left', 'connection-lost', 'signed-in-elsewhere', 'signed-out']);
export type LeaveReason = z.infer<typeof leaveReasonSchema>;

/** What happened to the media worker of a room: another takes its place, or none does because it died again and again. */
export const mediaLossReasonSchema = z.enum(['worker-died', 'worker-given-up']);
export type MediaLossReason = z.infer<typeof mediaLossReasonSchema>;

const bytesPerSecondSchema = z.number().check(z.minimum(0));

/** The table of notices; one event of that name on the socket each. */
export const notices = {
  /** `before` is the peer it stands before; without it, it stands last. */
  'peer:joined': z.object({ peer: peerInfoSchema, before: z.optional(idSchema) }),
  'peer:left': z.object({ peerId: idSchema, reason: leaveReasonSchema }),
  /** The peer's signalling broke (`false`) or came back (`true`); its media may flow all the same. */
  'peer:connection-changed': z.object({ peerId: idSchema, connected: z.boolean() }),
  /** The peer's line got worse, better, or good again (no `trouble`). */
  'peer:trouble-changed': z.object({ peerId: idSchema, trouble: z.optional(connectionQualitySchema) }),
  /** The peer got media anew, and receives pictures in other formats than before; see `playsH264` of a peer. */
  'peer:formats-changed': z.object({ peerId: idSchema, playsH264: z.boolean() }),
  'source:started': z.object({ peerId: idSchema, source: sourceInfoSchema }),
  'source:paused': z.object({ peerId: idSchema, producerId: idSchema, paused: z.boolean() }),
  'source:stopped': z.object({ peerId: idSchema, producerId: idSchema }),
  /** With the locking the secret of the room was renewed: whoever was invited before holds none any more. */
  'room:locked': z.object({ locked: z.boolean() }),
  /** Joining by number asks for this PIN from now on, or for none. */
  'room:pin-changed': z.object({ pin: z.optional(roomPinSchema) }),
  /** To the host: so many wrong PINs were tried within an hour. A new PIN makes it forgotten. */
  'room:pin-guessed': z.object({ pinGuesses: pinGuessesSchema }),
  /** Whoever speaks goes over to `used`. */
  'room:voice-changed': z.object({ voice: roomVoiceSchema }),
  /** The new host is told the secret of the room. */
  'room:host-changed': z.object({ hostPeerId: idSchema, secret: z.optional(roomSecretSchema) }),
  /** To the sender of a picture: somebody has just begun to watch, or fell behind and takes so many bytes a second; send a
   *  whole picture, at once or at that pace. */
  'picture:wanted': z.object({ producerId: idSchema, bytesPerSecond: z.optional(bytesPerSecondSchema) }),
  /** To the sender of a JPEG source: all receivers are slow; send no more than the fastest of them takes. Forgotten bit by bit. */
  'picture:pace-limited': z.object({ producerId: idSchema, bytesPerSecond: bytesPerSecondSchema }),
  /** To the sender of a picture: these of its layers are watched, 0 the smallest; none when nobody looks. All until told. */
  'picture:layers-wanted': z.object({
    producerId: idSchema,
    layers: z
      .array(z.int().check(z.minimum(0), z.maximum(simulcastLayersMax - 1)))
      .check(z.maxLength(simulcastLayersMax)),
  }),
  /** To the sender of a voice: so much of it is lost on the way to its listeners, the worst tenth of them left aside; told
   *  when that calls for other copies. */
  'voice:loss-changed': z.object({ producerId: idSchema, ...voiceLossFields }),
  /** To the sender of a voice: others are louder, and it is not forwarded (`true`), or it is again. */
  'voice:held': z.object({ producerId: idSchema, held: z.boolean() }),
  /** The media worker of the room died and with it all its sources, own ones included, of which no `source:stopped` is
   *  sent: `media:reopen` gets media back, on another worker where this one was given up. */
  'media:lost': z.object({ reason: mediaLossReasonSchema }),
  /** Whom the sharer of a screen lets point and draw on it from now on. */
  'drawing:allowed': z.object({ producerId: idSchema, drawers: drawersSchema }),
  /** Where somebody points just now; forgotten after a moment. */
  'drawing:pointed': z.object({ producerId: idSchema, peerId: idSchema, at: markPointSchema }),
  /** Points of a stroke; `from` is how many came before them, so that a reader can tell what it has already. */
  'drawing:drawn': z.extend(strokePieceSchema, {
    producerId: idSchema,
    peerId: idSchema,
    from: z.int().check(z.minimum(0), z.maximum(strokePointsMax)),
  }),
  /** Something was drawn on this screen that its receiver was not sent, not looking at it or not keeping up: `drawing:read` has it. */
  'drawing:missed': z.object({ producerId: idSchema }),
  /** `peerId` erased strokes of their own, or all as the sharer. */
  'drawing:erased': z.object({ producerId: idSchema, peerId: idSchema, erasure: erasureSchema }),
  /** The account signed in on a device that it had not used before. Sent to its other connections. */
  'device:signed-in': newSignInSchema,
  /** The account is in use in another window; this connection is closed, and its peer, if it had one, has left. */
  'session:replaced': z.object({}),
  /** The session was revoked; this connection is closed. */
  'session:ended': z.object({}),
  /** The server will go down: no new meetings begin, running ones go on for at most so many milliseconds. */
  'server:draining': z.object({ leftMs: z.int().check(z.minimum(0)) }),
  /** The server is going down. */
  'server:closing': z.object({}),
} as const satisfies Record<string, z.ZodMiniType>;

export type NoticeName = keyof typeof notices;
export type NoticeBody<N extends NoticeName> = z.infer<(typeof notices)[N]>;
/** A notice as a value: name and body together. */
export type Notice = { [N in NoticeName]: { readonly name: N; readonly body: NoticeBody<N> } }[NoticeName];
