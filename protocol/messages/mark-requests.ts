// What members do to messages besides writing them, and set for themselves. Combined in requests.ts.
import * as z from 'zod/mini';
import {
  deliveredPerRequestMax,
  editsMax,
  forwardMax,
  pinsMax,
  receiptMembersMax,
} from './message-limits.ts';
import { emojiSchema, timeSchema } from './message-parts.ts';
import {
  changeSchema,
  conversationStateSchema,
  keepDaysSchema,
  markerSchema,
  messageClientIdSchema,
  messageSchema,
  messageTextSchema,
  seqSchema,
} from './model.ts';
import { emptyObject, perAccount, perAccountScarce, type RequestTable, setOf } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';
import { textLike } from '../text.ts';

const inConversation = z.object({ conversation: idSchema });
const ofMessage = z.extend(inConversation, { seq: seqSchema });
const changed = z.object({ change: changeSchema });

export const markRequests = {
  /** Chooses an emoji for a message, or takes the choice back. Asked again it is answered alike. */
  'message:react': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60, 'writing'),
    input: z.extend(ofMessage, { emoji: emojiSchema, chosen: z.boolean() }),
    output: changed,
  },
  /** Pins a message or takes the pin away: in a group for owner and admins, in a direct conversation for both. */
  'message:pin': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 60, 'writing'),
    input: z.extend(ofMessage, { pinned: z.boolean() }),
    output: changed,
  },
  /** Pinned messages that the account may see, the one that was pinned last first. */
  'message:pins': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: inConversation,
    output: z.object({ messages: z.array(messageSchema).check(z.maxLength(pinsMax)) }),
  },
  /** What an edited message said before, from the first text on; of a recalled one nothing. */
  'message:edits': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: ofMessage,
    output: z.object({
      versions: z
        .array(z.object({ text: messageTextSchema, writtenAtMs: timeSchema }))
        .check(z.maxLength(editsMax)),
    }),
  },
  /**
   * Copies messages, with their attachments, into a conversation of one's own, in the order of `seqs`. The server takes them from where
   * they stand. Sent again with the same `clientId` it is answered alike and they stand once.
   */
  'message:forward': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60, 'writing'),
    costsPer: 'seqs',
    input: z.extend(inConversation, {
      seqs: setOf(seqSchema, forwardMax, (seq) => seq),
      to: idSchema,
      clientId: messageClientIdSchema,
    }),
    output: z.object({
      sent: z
        .array(z.object({ seq: seqSchema, change: changeSchema, atMs: timeSchema }))
        .check(z.maxLength(forwardMax)),
    }),
  },
  /** How far each member of a conversation of up to 200 has received and read. */
  'conversation:receipts': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: inConversation,
    output: z.object({
      receipts: z
        .array(z.object({ accountId: idSchema, deliveredSeq: markerSchema, readSeq: markerSchema }))
        .check(z.maxLength(receiptMembersMax)),
    }),
  },
  /** The device has these messages and all before them: `[conversation, seq]`. Back, or beyond the last message, a mark does not move. */
  'conversation:mark-delivered': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(1200, 60, 'syncing'),
    costsPer: 'delivered',
    input: z.object({
      delivered: z.array(z.tuple([idSchema, seqSchema])).check(
        z.minLength(1),
        z.maxLength(deliveredPerRequestMax),
        z.overwrite((pairs) => [...new Map(pairs)]),
      ),
    }),
    output: emptyObject,
  },
  /** How many days messages are kept: in a group for its owner, in a direct conversation for both. Without `days` as the server does. */
  'conversation:keep-messages': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: z.extend(inConversation, { days: z.optional(keepDaysSchema) }),
    output: changed,
  },
  /** What the account sets for itself, on all its devices; what is left out stays. `mutedUntilMs`: 0 for not muted. */
  'conversation:set-own': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60),
    input: z.extend(inConversation, {
      mutedUntilMs: z.optional(timeSchema),
      pinned: z.optional(z.boolean()),
      archived: z.optional(z.boolean()),
      markedUnread: z.optional(z.boolean()),
    }),
    output: z.object({ state: conversationStateSchema }),
  },
  /**
   * Draws a path of the server that gives, once and within a minute, what is stored of the account's own: its conversations, the messages
   * that it may see, its contacts; one JSON object a line.
   */
  'message:export': {
    transport: 'http',
    auth: 'account',
    rate: perAccountScarce(10, { young: 5, address: 500, always: 2 }, 24 * 3600),
    input: emptyObject,
    output: z.object({ path: textLike(/^\/api\/export\/[\w-]+$/, 100) }),
  },
} as const satisfies RequestTable<'conversation' | 'message'>;
