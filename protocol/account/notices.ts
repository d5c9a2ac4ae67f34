// Notices of the account and its devices, in past tense. A part of the table of notices.
import type * as z from 'zod/mini';
import { newSignInSchema } from './signed-in-devices.ts';

export const accountNotices = {
  /** The account signed in on a device that it had not used before. Sent to its other connections. */
  'device:signed-in': newSignInSchema,
} as const satisfies Record<string, z.ZodMiniType>;
