// Groups beyond their messages: roles, settings, announcements, directory, applications, links. Combined in requests.ts.
import * as z from 'zod/mini';
import { groupLinkDaysMax, groupPageMax, muteMinutesMax, pendingGroupsMax } from './group-limits.ts';
import {
  announcementTextSchema,
  applicationWordSchema,
  groupApplicationSchema,
  groupCardSchema,
  groupDetailsSchema,
  groupInvitationSchema,
  groupSecretSchema,
} from './group-model.ts';
import { groupTitleMax } from './message-limits.ts';
import { changeSchema, conversationStateSchema, groupTitleSchema } from './model.ts';
import { emptyObject, perAccount, perAccountScarce, type RequestTable } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';
import { text } from '../text.ts';

const daySeconds = 24 * 3600;
const inGroup = z.object({ conversation: idSchema });
const ofMember = z.extend(inGroup, { accountId: idSchema });
const changed = z.object({ change: changeSchema });
const details = z.object({ details: groupDetailsSchema });
/** Tries of links: a class of 300 behind one router opens one each; of 2^128 secrets none is found. */
const perLinkTry = perAccountScarce(60, { young: 20, address: 6000, always: 5 }, 3600);

export const groupRequests = {
  /** For those who are in the group. */
  'group:describe': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: inGroup,
    output: details,
  },
  /** Makes a member an admin, or an admin a member. For the owner. */
  'group:set-role': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 3600),
    input: z.extend(ofMember, { role: z.enum(['admin', 'member']) }),
    output: changed,
  },
  /** Makes another member the owner; the owner before is an admin then. */
  'group:hand-over': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: ofMember,
    output: changed,
  },
  /** For owner and admins. */
  'group:rename': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(30, 3600),
    input: z.extend(inGroup, { title: groupTitleSchema }),
    output: changed,
  },
  /** For the owner: what is named is set. */
  'group:configure': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 3600),
    input: z.extend(inGroup, { isPublic: z.optional(z.boolean()), showsHistory: z.optional(z.boolean()) }),
    output: changed,
  },
  /** For owner and admins, who mute whom they may remove. 0 minutes let the member write again. */
  'group:mute-member': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 3600),
    input: z.extend(ofMember, { minutes: z.int().check(z.minimum(0), z.maximum(muteMinutesMax)) }),
    output: changed,
  },
  /** For owner and admins. Without `text` the announcement that stands is withdrawn. */
  'group:announce': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: z.extend(inGroup, { text: z.optional(announcementTextSchema) }),
    output: changed,
  },
  /** Confirms an announcement as read; one that no longer stands is not confirmed. */
  'group:confirm-announcement': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(300, 3600),
    input: z.extend(inGroup, { number: z.int().check(z.minimum(1)) }),
    output: details,
  },
  /** Who has confirmed the announcement that stands, in order of account, after one of them. For owner and admins. */
  'group:confirmations': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(300, 60, 'syncing'),
    input: z.extend(inGroup, { after: z.optional(idSchema) }),
    output: z.object({
      members: z
        .array(z.object({ accountId: idSchema, nickname: text(64) }))
        .check(z.maxLength(groupPageMax)),
      more: z.boolean(),
    }),
  },
  /** Ends the group: all leave it and keep what was written until then. For the owner. */
  'group:dissolve': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: inGroup,
    output: changed,
  },
  /** Public groups whose name contains `words`, in order of name, after one of them. */
  'group:directory': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(120, 60, 'syncing'),
    input: z.object({ words: z.optional(text(groupTitleMax)), after: z.optional(idSchema) }),
    output: z.object({
      groups: z.array(groupCardSchema).check(z.maxLength(groupPageMax)),
      more: z.boolean(),
    }),
  },
  /** Asks to be let into a public group. Again it takes the place of the word before. */
  'group:apply': {
    transport: 'socket',
    auth: 'account',
    rate: perAccountScarce(60, { young: 20, address: 6000, always: 3 }, daySeconds),
    input: z.extend(inGroup, { word: applicationWordSchema }),
    output: z.object({ group: groupCardSchema }),
  },
  /** Applications of a group, the oldest first, after one of them. For owner and admins. */
  'group:applications': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(300, 60, 'syncing'),
    input: z.extend(inGroup, { after: z.optional(idSchema) }),
    output: z.object({
      applications: z.array(groupApplicationSchema).check(z.maxLength(groupPageMax)),
      more: z.boolean(),
    }),
  },
  /** For owner and admins. */
  'group:answer-application': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: z.extend(ofMember, { accept: z.boolean() }),
    output: emptyObject,
  },
  /** Makes the account's own link to the group, in place of the one before. For owner and admins. */
  'group:make-link': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: z.extend(inGroup, { days: z.int().check(z.minimum(1), z.maximum(groupLinkDaysMax)) }),
    output: z.object({ secret: groupSecretSchema, details: groupDetailsSchema }),
  },
  /** Ends the link of a member, for that member and for the owner. */
  'group:revoke-link': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(120, 3600),
    input: ofMember,
    output: details,
  },
  /** The group that a link leads to. */
  'group:open-link': {
    transport: 'http',
    auth: 'account',
    rate: perLinkTry,
    input: z.object({ secret: groupSecretSchema }),
    output: z.object({ group: groupCardSchema }),
  },
  /** Comes into a group by a link; who is in it stays. */
  'group:join-by-link': {
    transport: 'socket',
    auth: 'account',
    rate: perLinkTry,
    input: z.object({ secret: groupSecretSchema }),
    output: z.object({ state: conversationStateSchema }),
  },
  /** What waits for the account: groups that it was invited into, and applications that it may answer. */
  'group:pending': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: emptyObject,
    output: z.object({
      invitations: z.array(groupInvitationSchema).check(z.maxLength(pendingGroupsMax)),
      applications: z
        .array(z.object({ conversation: idSchema, count: z.int() }))
        .check(z.maxLength(pendingGroupsMax)),
    }),
  },
  /** Comes into a group that one was invited into, or does not. */
  'group:answer-invitation': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: z.extend(inGroup, { accept: z.boolean() }),
    output: emptyObject,
  },
} as const satisfies RequestTable<'group'>;
