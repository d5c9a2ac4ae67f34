// Attachments. Their bytes come and go by HTTP paths of their own (docs/messages.md). Combined in requests.ts.
import * as z from 'zod/mini';
import { emptyObject, perAccount, type RequestTable, setOf } from '../request-rule.ts';
import { ticketsPerDrawMax } from './file-limits.ts';
import {
  attachmentIdSchema,
  attachmentPartSchema,
  attachmentSchema,
  durationSchema,
  fileNameSchema,
  waveformSchema,
} from './model.ts';

const partOfAttachment = z.object({ id: attachmentIdSchema, part: attachmentPartSchema });
const attachmentIds = setOf(attachmentIdSchema, ticketsPerDrawMax, (id) => id);
/** Random; opens one upload, or one file. */
const key = z.string().check(z.regex(/^[\w-]{43}$/));

export const filesRequests = {
  /**
   * Begins an upload, which goes on by tus at `/api/files/uploads/ID` with `Authorization: Bearer KEY`. Without `bytes` it is a voice
   * message, whose length is not known before it ends.
   */
  'attachment:begin-upload': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600, 'writing'),
    input: z.object({
      name: fileNameSchema,
      bytes: z.optional(z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))),
    }),
    output: z.object({ id: attachmentIdSchema, key }),
  },
  /**
   * Makes an attachment of an upload all of whose bytes have arrived; asked again it is answered alike. With `voice` it is a voice
   * message.
   */
  'attachment:finish': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600, 'writing'),
    input: z.object({
      id: attachmentIdSchema,
      voice: z.optional(z.object({ durationMs: durationSchema, waveform: waveformSchema })),
    }),
    output: z.object({ attachment: attachmentSchema }),
  },
  /** Addresses that open attachments for a minute, of messages that the account may read. Others are left out. */
  'attachment:draw-tickets': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(3000, 60, 'syncing'),
    costsPer: 'parts',
    input: z.object({
      parts: setOf(partOfAttachment, ticketsPerDrawMax, ({ id, part }) => `${id} ${part}`),
    }),
    output: z.object({
      tickets: z.array(z.extend(partOfAttachment, { path: z.string().check(z.regex(/^[\w/.-]{1,500}$/)) })),
    }),
  },
  /** Notes that the account has listened to a voice message; its devices are sent word. */
  'attachment:mark-heard': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: z.object({ id: attachmentIdSchema }),
    output: emptyObject,
  },
  /** Which of these voice messages the account has listened to. */
  'attachment:list-heard': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(3000, 60, 'syncing'),
    costsPer: 'ids',
    input: z.object({ ids: attachmentIds }),
    output: z.object({ ids: z.array(attachmentIdSchema) }),
  },
} as const satisfies RequestTable<'attachment'>;
