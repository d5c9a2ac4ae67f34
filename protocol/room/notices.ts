// Notices of who comes and goes, and what the room is, in past tense. A part of the table of notices.
import * as z from 'zod/mini';
import {
  idSchema,
  connectionQualitySchema,
  peerInfoSchema,
  pinGuessesSchema,
  roomNumberSchema,
  roomPinSchema,
  roomSecretSchema,
  roomVoiceSchema,
} from './roster.ts';

/** Why a peer is no longer in the room. */
export const leaveReasonSchema = z.enum(['left', 'connection-lost', 'signed-in-elsewhere', 'signed-out']);
export type LeaveReason = z.infer<typeof leaveReasonSchema>;

export const roomNotices = {
  /** To the window that had it: the account's place in this meeting went to another of its windows, whose owner moved the call there. */
  'room:place-moved': z.object({ number: roomNumberSchema }),
  /** `before` is the peer it stands before; without it, it stands last. */
  'peer:joined': z.object({ peer: peerInfoSchema, before: z.optional(idSchema) }),
  'peer:left': z.object({ peerId: idSchema, reason: leaveReasonSchema }),
  /** The peer's signalling broke (`false`) or came back (`true`); its media may flow all the same. */
  'peer:connection-changed': z.object({ peerId: idSchema, connected: z.boolean() }),
  /** The peer's connection got worse, better, or good again (no `trouble`). */
  'peer:trouble-changed': z.object({ peerId: idSchema, trouble: z.optional(connectionQualitySchema) }),
  /** The peer got media anew, and receives pictures in other formats than before; see `playsH264` of a peer. */
  'peer:formats-changed': z.object({ peerId: idSchema, playsH264: z.boolean() }),
  /** Locking renews the secret of the room: earlier invitation links are void. */
  'room:locked': z.object({ locked: z.boolean() }),
  /** Joining by number asks for this PIN from now on, or for none. */
  'room:pin-changed': z.object({ pin: z.optional(roomPinSchema) }),
  /** To the host: so many wrong PINs were tried within an hour. A new PIN makes it forgotten. */
  'room:pin-guessed': z.object({ pinGuesses: pinGuessesSchema }),
  /** Every peer that sends a voice changes to the codec `used`. */
  'room:voice-changed': z.object({ voice: roomVoiceSchema }),
  /** The meeting has a conversation from now on, which its members are in. */
  'room:chat-opened': z.object({ chatId: idSchema }),
  /** The new host is told the secret of the room. */
  'room:host-changed': z.object({ hostPeerId: idSchema, secret: z.optional(roomSecretSchema) }),
} as const satisfies Record<string, z.ZodMiniType>;
