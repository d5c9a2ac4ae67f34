// Groups beyond their messages, as they cross the wire: settings, announcement, directory, applications, invitations.
import * as z from 'zod/mini';
import { announcementMax, applicationsCountMax, applicationWordMax } from './group-limits.ts';
import { groupMembersMax, groupTitleMax } from './message-limits.ts';
import { memberRoleSchema } from './model.ts';
import { idSchema } from '../room/roster.ts';
import { lines, text } from '../text.ts';

/** Milliseconds since the epoch, by the server's clock. */
const time = z.int().check(z.minimum(0));
const count = z.int().check(z.minimum(0));
const nickname = text(64);

/** 128 random bits of an invitation link: 22 characters. */
export const groupSecretSchema = z.string().check(z.regex(/^[\w-]{22}$/));

const isNotBlank = (value: string): boolean => value.trim() !== '';
export const announcementTextSchema = lines(announcementMax).check(z.refine(isNotBlank));
export const applicationWordSchema = text(applicationWordMax);

/** An announcement stands above the conversation until the next one, or until it is withdrawn. */
const announcementSchema = z.object({
  /** From 1; the next announcement of the group has a higher one. */
  number: z.int().check(z.minimum(1)),
  text: lines(announcementMax),
  byNickname: nickname,
  atMs: time,
  /** Whether the account that asks has confirmed it as read. */
  confirmed: z.boolean(),
  /** Members that have, of those who are in the group. */
  confirmedCount: count,
});

/** A link by which an admin lets others in. The secret is told once, when it is made. */
const linkSchema = z.object({ inviterId: idSchema, expiresAtMs: time, joinedCount: count });

/** A group as one of its members sees it. */
export const groupDetailsSchema = z.object({
  conversation: idSchema,
  ownRole: memberRoleSchema,
  memberCount: count,
  /** Whether the directory names it. */
  isPublic: z.boolean(),
  /** Whether who comes later sees what was written before. */
  showsHistory: z.boolean(),
  announcement: z.optional(announcementSchema),
  /** Members that may not write now: all of them for owner and admins, otherwise the account itself. */
  muted: z.array(z.object({ accountId: idSchema, untilMs: time })).check(z.maxLength(groupMembersMax)),
  /** Counted up to 100; 0 for members that cannot answer them. */
  applications: z.int().check(z.minimum(0), z.maximum(applicationsCountMax)),
  /** Links that are good: the account's own, for the owner those of all admins. */
  links: z.array(linkSchema).check(z.maxLength(groupMembersMax)),
});
export type GroupDetails = z.infer<typeof groupDetailsSchema>;

/** What is shown of a group to accounts that are not in it. */
export const groupCardSchema = z.object({
  conversation: idSchema,
  title: text(groupTitleMax),
  memberCount: count,
  /** Where the account that asks stands. */
  standing: z.enum(['outside', 'applied', 'refused', 'member']),
});
export type GroupCard = z.infer<typeof groupCardSchema>;

export const groupApplicationSchema = z.object({
  accountId: idSchema,
  nickname,
  word: applicationWordSchema,
  atMs: time,
});
export type GroupApplication = z.infer<typeof groupApplicationSchema>;

export const groupInvitationSchema = z.object({
  conversation: idSchema,
  title: text(groupTitleMax),
  memberCount: count,
  byNickname: nickname,
  atMs: time,
});
export type GroupInvitation = z.infer<typeof groupInvitationSchema>;
