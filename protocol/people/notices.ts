// Notices of contacts, in past tense: hints, never the truth. A part of the table of notices.
import * as z from 'zod/mini';
import { presencesSchema } from './model.ts';
import { changeSchema } from '../messages/model.ts';

export const peopleNotices = {
  /** The account's contacts or requests changed, up to this number of its counter; the changes are asked for (`contacts:sync`). */
  'contacts:changed': z.object({ cursor: changeSchema }),
  /** Contacts came, went, or are there otherwise. */
  'presence:changed': z.object({ people: presencesSchema }),
} as const satisfies Record<string, z.ZodMiniType>;
