// Notices of sources, pictures, voices, in past tense. A part of the table of notices.
import * as z from 'zod/mini';
import { simulcastLayersMax } from '../limits.ts';
import { idSchema, sourceInfoSchema } from '../room/roster.ts';
import { voiceLossFields } from './voice-loss.ts';

/** What happened to the media worker of a room: another takes its place, or none does because it died again and again. */
export const mediaLossReasonSchema = z.enum(['worker-died', 'worker-given-up']);
export type MediaLossReason = z.infer<typeof mediaLossReasonSchema>;

const bytesPerSecondSchema = z.number().check(z.minimum(0));

export const mediaNotices = {
  'source:started': z.object({ peerId: idSchema, source: sourceInfoSchema }),
  'source:paused': z.object({ peerId: idSchema, producerId: idSchema, paused: z.boolean() }),
  'source:stopped': z.object({ peerId: idSchema, producerId: idSchema }),
  /** To the sender of a picture: a viewer has just begun to watch, or fell behind and takes so many bytes a second; send a
   *  whole picture, at once or at that pace. */
  'video:key-frame-requested': z.object({
    producerId: idSchema,
    bytesPerSecond: z.optional(bytesPerSecondSchema),
  }),
  /** To the sender of a JPEG source: all receivers are slow; send no more than the fastest of them takes. Forgotten bit by bit. */
  'picture:pace-limited': z.object({ producerId: idSchema, bytesPerSecond: bytesPerSecondSchema }),
  /** To the sender of a picture: these of its layers are watched, 0 the smallest; none without viewers. All until the first such notice. */
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
  /** The media worker of the room died and all its sources with it, the receiver's own included; no `source:stopped`
   *  is sent for them: `media:reopen` gets media back, on another worker where this one was given up. */
  'media:lost': z.object({ reason: mediaLossReasonSchema }),
} as const satisfies Record<string, z.ZodMiniType>;
