// Conversations, their members and messages, as they cross the wire. Read by requests, notices, server and client.
import * as z from 'zod/mini';
import {
  groupTitleMax,
  keepDaysMax,
  mentionsMax,
  messageTextMaxBytes,
  searchTextMax,
  unreadMax,
} from './message-limits.ts';
import { forwardedFromSchema, messageEventSchema, reactionsSchema, timeSchema } from './message-parts.ts';
import { attachmentsPerMessageMax } from '../files/file-limits.ts';
import { attachmentIdSchema, attachmentSchema } from '../files/model.ts';
import { idSchema } from '../room/roster.ts';
import { setOf } from '../request-rule.ts';
import { lines, text } from '../text.ts';

/** Order of messages within a conversation, from 1, without holes. */
export const seqSchema = z.int().check(z.minimum(1));
/** Number of a change of a conversation (a message, an edit, a recall, a membership), from 1, without holes. */
export const changeSchema = z.int().check(z.minimum(1));
/** A `seq`, `change` or `cursor` up to which something is known or read; 0 before the first. */
export const markerSchema = z.int().check(z.minimum(0));

/** 128 random bits in hexadecimal digits, made by the sender: the same message sent again has the same. */
export const messageClientIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

const isShort = (value: string): boolean => new TextEncoder().encode(value).length <= messageTextMaxBytes;
const isNotBlank = (value: string): boolean => value.trim() !== '';

/** Text of a message as it is sent. */
export const messageTextSchema = lines(messageTextMaxBytes).check(z.refine(isShort), z.refine(isNotBlank));

/** What is searched for. */
export const searchTextSchema = text(searchTextMax).check(z.refine(isNotBlank));

export const groupTitleSchema = text(groupTitleMax).check(z.refine(isNotBlank));

/** How many days messages are kept. */
export const keepDaysSchema = z.int().check(z.minimum(1), z.maximum(keepDaysMax));

/** `room`: the chat of a meeting; `aside`: a private line of two people in it. */
export const conversationKindSchema = z.enum(['direct', 'group', 'room', 'aside']);
export type ConversationKind = z.infer<typeof conversationKindSchema>;

export const memberRoleSchema = z.enum(['owner', 'admin', 'member']);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** A message as it is now. */
export const messageSchema = z.object({
  seq: seqSchema,
  /** The latest change of this message. */
  change: changeSchema,
  senderId: idSchema,
  clientId: messageClientIdSchema,
  /** Empty once it was recalled. */
  text: lines(messageTextMaxBytes),
  sentAtMs: timeSchema,
  editedAtMs: z.optional(timeSchema),
  recalled: z.optional(z.boolean()),
  /** The message that this one answers; it may have been recalled, or be one that the reader may not see. */
  replyTo: z.optional(seqSchema),
  /** Members whom it names. */
  mentions: z.optional(z.array(idSchema).check(z.maxLength(mentionsMax))),
  /** It names all members. */
  everyone: z.optional(z.boolean()),
  forwardedFrom: z.optional(forwardedFromSchema),
  /** It is a system line. */
  event: z.optional(messageEventSchema),
  attachments: z.optional(z.array(attachmentSchema).check(z.maxLength(attachmentsPerMessageMax))),
  reactions: z.optional(reactionsSchema),
  pinned: z.optional(z.boolean()),
  /** The account had blocked the sender: without its words, so that numbers have no hole. It is not shown and does not count. */
  dropped: z.optional(z.boolean()),
});
export type Message = z.infer<typeof messageSchema>;

/** A message as a client sends it; its text is empty only where it has attachments. */
export const newMessageSchema = z
  .object({
    conversation: idSchema,
    clientId: messageClientIdSchema,
    text: lines(messageTextMaxBytes).check(z.refine(isShort)),
    replyTo: z.optional(seqSchema),
    /** Members whom it names; who is no member is left out. Each costs as much as a notice. */
    mentions: z.optional(setOf(idSchema, mentionsMax, (id) => id)),
    /** It names all members; for owner and admins of a group. */
    everyone: z.optional(z.boolean()),
    attachments: z.optional(setOf(attachmentIdSchema, attachmentsPerMessageMax, (id) => id)),
  })
  .check(
    z.refine(({ text: words, attachments }) => isNotBlank(words) || attachments !== undefined, {
      path: ['text'],
    }),
  );

/** A member, or a former one, as they are now. */
export const memberSchema = z.object({
  accountId: idSchema,
  nickname: text(64),
  role: memberRoleSchema,
  /** False of former members. */
  present: z.boolean(),
  /** The latest change of this membership. */
  change: changeSchema,
});
export type Member = z.infer<typeof memberSchema>;

/** A conversation as one of its members, or former members, sees it. */
export const conversationStateSchema = z.object({
  conversation: idSchema,
  kind: conversationKindSchema,
  /** Of a group its name, of a meeting its number. */
  title: z.optional(text(groupTitleMax)),
  /** Of a private line: the conversation of its meeting. */
  meetingId: z.optional(idSchema),
  /** False after one left or was removed; then nothing changes any more. */
  present: z.boolean(),
  /** The latest change that is visible. */
  change: markerSchema,
  /** The latest message that is visible. */
  lastSeq: markerSchema,
  /** The first message that is visible, or will be. */
  joinedSeq: seqSchema,
  readSeq: markerSchema,
  /** Counted up to 100. */
  unread: z.int().check(z.minimum(0), z.maximum(unreadMax)),
  /** Unread messages that name the account, counted up to 100. */
  mentions: z.int().check(z.minimum(0), z.maximum(unreadMax)),
  activeAtMs: timeSchema,
  /** Counts what changed of the account's own: membership, marker, settings. Of two states the one with the higher number is newer. */
  event: markerSchema,
  /** Up to here the account has received messages on one of its devices. */
  deliveredSeq: markerSchema,
  /** Up to here another member has received and read: the furthest of those whose receipts the account is told. */
  others: z.object({ deliveredSeq: markerSchema, readSeq: markerSchema }),
  /** The account wants no notifications until then. */
  mutedUntilMs: z.optional(timeSchema),
  pinned: z.boolean(),
  archived: z.boolean(),
  markedUnread: z.boolean(),
  /** How many days those who run the conversation keep messages. */
  keepDays: z.optional(keepDaysSchema),
  /** The first message that is still kept; a device lets go of those before it. */
  keptFromSeq: z.optional(seqSchema),
});
export type ConversationState = z.infer<typeof conversationStateSchema>;

/** What changed in a conversation after a number that the client named, in order of change. */
export const changesPageSchema = z.object({
  conversation: idSchema,
  /** Up to here the client knows everything then. */
  change: markerSchema,
  /** Whether there are more changes after that. */
  more: z.boolean(),
  /** Whether this takes the place of all messages that the client keeps; it missed too much. Older ones are in the history. */
  reset: z.boolean(),
  messages: z.array(messageSchema),
  members: z.array(memberSchema),
});
export type ChangesPage = z.infer<typeof changesPageSchema>;
