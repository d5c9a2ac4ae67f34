// Notices of conversations and messages, in past tense: hints, never the truth. A part of the table of notices.
import * as z from 'zod/mini';
import { changeSchema, conversationStateSchema, markerSchema, messageSchema } from './model.ts';
import { idSchema } from '../room/roster.ts';

export const messagesNotices = {
  /**
   * A change of a conversation. With `message` that message is the whole change, to be applied where the client knows the change before
   * it; otherwise the change is asked for.
   */
  'conversation:changed': z.object({
    conversation: idSchema,
    change: changeSchema,
    message: z.optional(messageSchema),
  }),
  /** The account's own membership, or its read marker, is now as `state` says. `cursor` counts these, from 1, without holes. */
  'conversations:changed': z.object({ cursor: changeSchema, state: conversationStateSchema }),
  /** What waits for the account to be answered is not what it was: invitations into groups, applications to them. */
  'groups:pending-changed': z.object({}),
  /** Settings, announcement, mutes or links of a group are not what they were. */
  'groups:changed': z.object({ conversation: idSchema }),
  /** Another member has received and read up to here: the furthest one. It is a hint; a state says the same. */
  'conversation:received': z.object({
    conversation: idSchema,
    deliveredSeq: markerSchema,
    readSeq: markerSchema,
  }),
} as const satisfies Record<string, z.ZodMiniType>;
