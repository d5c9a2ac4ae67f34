// Notices of attachments, in past tense. A part of the table of notices.
import * as z from 'zod/mini';
import { attachmentIdSchema } from './model.ts';

export const filesNotices = {
  /** The account has listened to a voice message on one of its devices. */
  'attachment:heard': z.object({ id: attachmentIdSchema }),
} as const satisfies Record<string, z.ZodMiniType>;
