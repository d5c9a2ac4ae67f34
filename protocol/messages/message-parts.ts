// What a message may have besides its text, as it crosses the wire. A part of the model of messages.
import * as z from 'zod/mini';
import { groupTitleMax, keepDaysMax, reactionKindsMax, reactionsMax } from './message-limits.ts';
import { idSchema } from '../room/roster.ts';
import { text, textLike } from '../text.ts';

/** Milliseconds since the epoch, by the server's clock. */
export const timeSchema = z.int().check(z.minimum(0));

const isPictured = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;

/** One emoji with what belongs to it: skin tones, joiners, flags. */
export const emojiSchema = textLike(/^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u, 32).check(
  z.refine((value) => isPictured.test(value)),
);

/** Which members chose an emoji, in the order in which they did. */
export const reactionSchema = z.object({
  emoji: emojiSchema,
  accountIds: z.array(idSchema).check(z.maxLength(reactionsMax)),
});
export const reactionsSchema = z.array(reactionSchema).check(z.maxLength(reactionKindsMax));
export type Reaction = z.infer<typeof reactionSchema>;

/** The message was copied from another by the server: who wrote that one, and when. Its conversation is not told. */
export const forwardedFromSchema = z.object({
  /** Missing where the account is no more. */
  nickname: z.optional(text(64)),
  sentAtMs: timeSchema,
});
export type ForwardedFrom = z.infer<typeof forwardedFromSchema>;

/** What a system line tells; the message's sender did it. System lines have no text and do not count as unread. */
export const messageEventSchema = z.object({
  kind: z.enum([
    'joined',
    'left',
    'removed',
    'renamed',
    'picture',
    'owner',
    'role',
    'muted',
    'announcement',
    'retention',
    'dissolved',
    'call-started',
    'call-ended',
    'call-missed',
    'call-declined',
  ]),
  /** Whom it is about, where that is not the sender: who came, was removed, owns the group now. */
  accountId: z.optional(idSchema),
  /** How many more it is about. */
  others: z.optional(z.int().check(z.minimum(1))),
  role: z.optional(z.enum(['owner', 'admin', 'member'])),
  title: z.optional(text(groupTitleMax)),
  /** How long messages are kept from now on; without it as long as the server keeps them. */
  days: z.optional(z.int().check(z.minimum(1), z.maximum(keepDaysMax))),
  /** Of a call. */
  durationMs: z.optional(z.int().check(z.minimum(0))),
  roomNumber: z.optional(textLike(/^\d{5}$/, 5)),
});
export type MessageEvent = z.infer<typeof messageEventSchema>;
