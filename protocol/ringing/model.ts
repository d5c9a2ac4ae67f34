// Calls out of a conversation: who rings whom, and into which meeting. Read by requests, notices, server and client.
import * as z from 'zod/mini';
import { conversationKindSchema } from '../messages/model.ts';
import { idSchema, roomNumberSchema, roomSecretSchema } from '../room/roster.ts';
import { text } from '../text.ts';

/** How long a call rings, in milliseconds. */
export const ringMs = 45_000;

/** Of a group with more other members than this, owner and admins alone ring all of them. */
export const ringGroupMax = 50;

/** A caller whose connection is broken rings on for this long, in milliseconds. */
export const lostCallerMs = 8000;

/**
 * What ringing costs: one for each account that is rung. `account`: a group of 500 once, then one in two seconds. `address`: a class of
 * 300 in which each rings a group of 50 at once, then 20 a second; wider networks in proportion.
 */
export const ringPaces = {
  account: { burst: 500, perSecond: 0.5 },
  address: { burst: 15_000, perSecond: 20 },
} as const;

/** A call as it rings at a device. */
export const incomingRingSchema = z.object({
  ringId: idSchema,
  conversation: idSchema,
  kind: conversationKindSchema,
  /** Of a group. */
  title: z.optional(text(64)),
  caller: z.object({ accountId: idSchema, nickname: text(64) }),
  /** Of the meeting that it leads into. */
  number: roomNumberSchema,
  /** Missing where the caller may not invite. */
  secret: z.optional(roomSecretSchema),
});
export type IncomingRing = z.infer<typeof incomingRingSchema>;

/** What an account that is rung says. Whether it is in another meeting is its own matter. */
export const ringAnswerSchema = z.enum(['accepted', 'declined']);

/** Why a call rings no more at an account: answered here or on another device, given up by the caller, or too long. */
export const ringEndSchema = z.enum(['accepted', 'declined', 'cancelled', 'missed']);
export type RingEnd = z.infer<typeof ringEndSchema>;
