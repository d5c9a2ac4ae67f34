// What every peer in a room knows of the others: peers and their sources. Read by rooms, server, client and load tester.
import * as z from 'zod/mini';
import { pictureSideMax } from '../limits.ts';
import { text } from '../text.ts';

export const sourceSchema = z.enum(['microphone', 'camera', 'screen', 'screen-sound']);
export type Source = z.infer<typeof sourceSchema>;

/** How a source's frames are encoded. Voice: Speex, or Opus where Speex cannot be. Pictures: H.264 or JPEG. */
export const codecSchema = z.enum(['speex', 'opus', 'h264', 'jpeg']);
export type Codec = z.infer<typeof codecSchema>;

/** What the voices of a room can be sent as. */
export const voiceCodecSchema = z.enum(['speex', 'opus']);
export type VoiceCodec = z.infer<typeof voiceCodecSchema>;

/** Which codecs a source may use; anything else is refused. */
export const codecsOfSource: Readonly<Record<Source, readonly Codec[]>> = {
  microphone: ['speex', 'opus'],
  camera: ['h264', 'jpeg'],
  screen: ['h264', 'jpeg'],
  'screen-sound': ['opus'],
};

/** Ids are made by the server: short, URL-safe, opaque. */
export const idSchema = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w-]+$/));

/** Width and height of the largest layer of a picture that is sent, in pixels. */
export const pictureSizeSchema = z.object({
  width: z.int().check(z.minimum(1), z.maximum(pictureSideMax)),
  height: z.int().check(z.minimum(1), z.maximum(pictureSideMax)),
});
export type PictureSize = z.infer<typeof pictureSizeSchema>;

/** One source that is on. A paused one is muted: its producer exists and sends nothing. */
export const sourceInfoSchema = z.object({
  producerId: idSchema,
  source: sourceSchema,
  codec: codecSchema,
  paused: z.boolean(),
  /** Of H.264, so that viewers know its layers; each picture in JPEG carries its own. */
  size: z.optional(pictureSizeSchema),
});
export type SourceInfo = z.infer<typeof sourceInfoSchema>;

/** How bad a peer's own connection is and why, as that peer measures it. */
export const connectionQualitySchema = z.object({
  level: z.enum(['fair', 'poor']),
  cause: z.enum(['loss', 'delay', 'bandwidth']),
});
export type ConnectionQuality = z.infer<typeof connectionQualitySchema>;

export const peerInfoSchema = z.object({
  peerId: idSchema,
  nickname: text(64),
  /** True where the nickname looks like that of an older account, as the server found; absent otherwise. */
  looksLikeOlder: z.optional(z.boolean()),
  /** False while the peer's signalling connection is broken and it may still come back. */
  connected: z.boolean(),
  /** Absent while the peer's connection is good. */
  trouble: z.optional(connectionQualitySchema),
  /** False where pictures are seen as JPEG alone; absent where they are seen either way. */
  playsH264: z.optional(z.boolean()),
  sources: z.array(sourceInfoSchema).check(z.maxLength(16)),
});
export type PeerInfo = z.infer<typeof peerInfoSchema>;

/** How the voices of a room are sent. `used` is what the host has chosen, or Opus while a member cannot play Speex. */
export const roomVoiceSchema = z.object({ chosen: voiceCodecSchema, used: voiceCodecSchema });
export type RoomVoice = z.infer<typeof roomVoiceSchema>;

/** Six digits; asked of who joins by number where the host wants it. */
export const roomPinSchema = z.string().check(z.regex(/^\d{6}$/));

export const roomSecretSchema = text(64);

export const pinGuessesSchema = z.int().check(z.minimum(1));

/** Five digits, with leading zeros. */
export const roomNumberSchema = z.string().check(z.regex(/^\d{5}$/));

export const roomSnapshotSchema = z.object({
  number: roomNumberSchema,
  /** For the host and whom they invited: lets its holder in directly, even when the room is locked; part of the invitation link. */
  secret: z.optional(roomSecretSchema),
  locked: z.boolean(),
  /** What joining by number asks for besides; absent when it asks for nothing. */
  pin: z.optional(roomPinSchema),
  /** For the host, when callers seem to guess the PIN: how many wrong ones were tried lately. */
  pinGuesses: z.optional(pinGuessesSchema),
  voice: roomVoiceSchema,
  /** The conversation of this meeting; absent until a member opens its chat. */
  chatId: z.optional(idSchema),
  hostPeerId: idSchema,
  selfPeerId: idSchema,
  /** All peers in the room, the receiver of the snapshot included, in order of arrival. */
  peers: z.array(peerInfoSchema).check(z.maxLength(1000)),
});
export type RoomSnapshot = z.infer<typeof roomSnapshotSchema>;

/** A meeting that an account was in earlier and may come into now. */
export const runningRoomSchema = z.object({
  number: roomNumberSchema,
  /** Members that are connected. */
  count: z.int().check(z.gte(1)),
  /** Of the first of them. */
  nicknames: z.array(text(64)),
});
export type RunningRoom = z.infer<typeof runningRoomSchema>;
