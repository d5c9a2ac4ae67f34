// Conversations and their messages. Combined in requests.ts.
import * as z from 'zod/mini';
import { groupMembersMax, historyPageMax, knownPerSyncMax } from './message-limits.ts';
import {
  changeSchema,
  changesPageSchema,
  conversationStateSchema,
  groupTitleSchema,
  markerSchema,
  messageSchema,
  messageTextSchema,
  newMessageSchema,
  searchTextSchema,
  seqSchema,
  keepDaysSchema,
} from './model.ts';
import { timeSchema } from './message-parts.ts';
import { emptyObject, perAccount, perAccountScarce, type RequestTable, setOf } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';

const daySeconds = 24 * 3600;
const inConversation = z.object({ conversation: idSchema });
const accountIds = setOf(idSchema, groupMembersMax, (id) => id);
const changed = z.object({ change: changeSchema });

export const messagesRequests = {
  /** The conversation with another account, or with oneself; made when there is none. The other one sees it with the first message. */
  'conversation:open-direct': {
    transport: 'socket',
    auth: 'account',
    // A class of 60 on the first day, for all people in five classes behind one router.
    rate: perAccountScarce(500, { young: 100, address: 20_000, always: 20 }, daySeconds),
    input: z.object({ accountId: idSchema }),
    output: z.object({ state: conversationStateSchema }),
  },
  /** Makes a group with oneself as its owner. */
  'conversation:create-group': {
    transport: 'socket',
    auth: 'account',
    rate: perAccountScarce(100, { young: 20, address: 3000, always: 2 }, daySeconds, 'inviting'),
    costsPer: 'accountIds',
    input: z.object({ title: groupTitleSchema, accountIds }),
    output: z.object({ state: conversationStateSchema }),
  },
  /** The chat of the meeting that one is in; made when there is none. Who comes into the meeting later sees all of it. */
  'conversation:open-room': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(600, 3600, 'syncing'),
    input: emptyObject,
    output: z.object({ state: conversationStateSchema, keepDays: keepDaysSchema }),
  },
  /** For the host: how long what is written in the meeting is kept after its end. */
  'conversation:keep-room': {
    transport: 'socket',
    auth: 'host',
    rate: perAccount(120, 3600),
    input: z.object({ keepDays: keepDaysSchema }),
    output: z.object({ keepDays: keepDaysSchema }),
  },
  /** A private line to another person of the meeting that one is in; made when there is none. */
  'conversation:open-aside': {
    transport: 'socket',
    auth: 'room',
    rate: perAccount(300, 3600, 'inviting'),
    input: z.object({ peerId: idSchema }),
    output: z.object({ state: conversationStateSchema }),
  },
  /** For owner and admins of a group. Who is in it already stays as they are. */
  'conversation:add-members': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 3600, 'inviting'),
    costsPer: 'accountIds',
    input: z.extend(inConversation, { accountIds }),
    output: changed,
  },
  /** For owner and admins of a group; no member removes the owner. */
  'conversation:remove-member': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 3600),
    input: z.extend(inConversation, { accountId: idSchema }),
    output: changed,
  },
  /** Leaves a group; its last owner hands it over by that. Asked again it is answered alike. */
  'conversation:leave': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 3600),
    input: inConversation,
    output: changed,
  },
  /** Moves one's own read marker up to a message; back or beyond the last message it does not move. */
  'conversation:mark-read': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(1200, 60, 'syncing'),
    input: z.extend(inConversation, { seq: seqSchema }),
    output: z.object({ state: conversationStateSchema }),
  },
  /**
   * What changed since the client was here: of the conversations that it keeps, `[conversation, change]`, and of its memberships
   * after `cursor`, which begins at 0. `more`: ask again with the new cursor and nothing known.
   */
  'conversations:sync': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 60, 'syncing'),
    costsPer: 'known',
    input: z.object({
      cursor: markerSchema,
      known: z.array(z.tuple([idSchema, markerSchema])).check(
        z.maxLength(knownPerSyncMax),
        z.overwrite((pairs) => [...new Map(pairs)]),
      ),
    }),
    output: z.object({
      cursor: markerSchema,
      more: z.boolean(),
      /** The most recently active one first. */
      conversations: z.array(conversationStateSchema),
      /** Changes of the first of them, as far as they fit; those of the others are asked for. */
      pages: z.array(changesPageSchema),
    }),
  },
  /** Sent again with the same `clientId` it is answered alike and stands once. */
  'message:send': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60, 'writing'),
    input: newMessageSchema,
    output: z.object({ seq: seqSchema, change: changeSchema, atMs: z.int() }),
  },
  /** Gives one's own message another text. */
  'message:edit': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60, 'writing'),
    input: z.extend(inConversation, { seq: seqSchema, text: messageTextSchema }),
    output: changed,
  },
  /** Takes the text of a message away, for its sender and for owner and admins of a group. */
  'message:recall': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 60, 'writing'),
    input: z.extend(inConversation, { seq: seqSchema }),
    output: changed,
  },
  /** What changed in a conversation after a change that the client knows; 0 from the beginning. */
  'message:changes': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(1200, 60, 'syncing'),
    input: z.extend(inConversation, { after: markerSchema }),
    output: changesPageSchema,
  },
  /** A page of messages, in order: the last ones, those before a `seq`, or half of them up to a `seq` and half after it. */
  'message:history': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: z.extend(inConversation, { before: z.optional(seqSchema), around: z.optional(seqSchema) }),
    output: z.object({
      messages: z.array(messageSchema).check(z.maxLength(historyPageMax)),
      /** Whether older ones are visible. */
      more: z.boolean(),
    }),
  },
  /**
   * Messages that hold a text (without regard to case and compatibility forms), from new to old, where and when the account was a
   * member: of one conversation or sender, sent at `fromMs` or later and before `toMs`. With `before` in the answer there may be more:
   * the page is full, or the search took too long to look further; it goes on there.
   */
  'message:search': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(120, 60, 'searching'),
    input: z.object({
      text: searchTextSchema,
      conversation: z.optional(idSchema),
      sender: z.optional(idSchema),
      fromMs: z.optional(timeSchema),
      toMs: z.optional(timeSchema),
      before: z.optional(markerSchema),
    }),
    output: z.object({
      hits: z
        .array(z.object({ conversation: idSchema, message: messageSchema }))
        .check(z.maxLength(historyPageMax)),
      before: z.optional(markerSchema),
    }),
  },
} as const satisfies RequestTable<'conversation' | 'conversations' | 'message'>;
