// Notices of calls that ring, in past tense. A part of the table of notices.
import * as z from 'zod/mini';
import { incomingRingSchema, ringAnswerSchema, ringEndSchema } from './model.ts';
import { idSchema } from '../room/roster.ts';

export const ringingNotices = {
  /** The account is rung. */
  'ring:started': z.object({ ring: incomingRingSchema }),
  /** To the account that is rung: it rings no more. To the caller: it rings nowhere any more. */
  'ring:ended': z.object({ ringId: idSchema, reason: ringEndSchema }),
  /** To the caller: an account answered. */
  'ring:answered': z.object({ ringId: idSchema, accountId: idSchema, answer: ringAnswerSchema }),
} as const satisfies Record<string, z.ZodMiniType>;
