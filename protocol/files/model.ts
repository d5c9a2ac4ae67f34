// Attachments of messages as they cross the wire. Read by requests, messages, server and client.
import * as z from 'zod/mini';
import { idSchema } from '../room/roster.ts';
import { text, textLike } from '../text.ts';
import {
  attachmentMaxBytes,
  fileNameMaxBytes,
  pictureSideMax,
  placeholderMax,
  voiceMaxMs,
  waveformMax,
} from './file-limits.ts';

const isShort = (name: string): boolean => new TextEncoder().encode(name).length <= fileNameMaxBytes;
const isNoPath = (name: string): boolean => !/[/\\]/.test(name) && !/^\.{0,2}$/.test(name.trim());

/** Name of a file as people read it (NFC); never a path. */
export const fileNameSchema = text(fileNameMaxBytes).check(
  z.overwrite((name) => name.normalize('NFC')),
  z.refine(isShort),
  z.refine(isNoPath),
);

/** How an attachment is shown: `picture` was looked at by the server, `voice` was spoken, all else is a `file`. */
export const attachmentKindSchema = z.enum(['picture', 'file', 'voice']);

/** Levels from first to last, each one digit of base 32. */
export const waveformSchema = textLike(/^[0-9a-v]*$/, waveformMax);

export const durationSchema = z.int().check(z.minimum(0), z.maximum(voiceMaxMs));

const side = z.int().check(z.minimum(1), z.maximum(pictureSideMax));

/** Drawn by the server; that of its upload too. */
export const attachmentIdSchema = idSchema;

/** An attachment; whoever may read the message may open it (`attachment:draw-tickets`). */
export const attachmentSchema = z.object({
  id: attachmentIdSchema,
  kind: attachmentKindSchema,
  name: fileNameSchema,
  bytes: z.int().check(z.minimum(0), z.maximum(attachmentMaxBytes)),
  /** By the content, from a list; otherwise `application/octet-stream`. */
  type: textLike(/^[a-z]+\/[a-z0-9.+-]+$/, 100),
  /** Of a picture in pixels, as it is shown. */
  width: z.optional(side),
  height: z.optional(side),
  /** Of a voice message. */
  durationMs: z.optional(durationSchema),
  waveform: z.optional(waveformSchema),
  /** A tiny WebP of a picture in base64, shown until the picture is there. */
  placeholder: z.optional(textLike(/^[A-Za-z0-9+/]*={0,2}$/, placeholderMax)),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What can be opened of an attachment: its bytes, or the smaller picture of a picture. */
export const attachmentPartSchema = z.enum(['content', 'preview']);
export type AttachmentPart = z.infer<typeof attachmentPartSchema>;
