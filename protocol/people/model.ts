// People, contacts and requests, as they cross the wire. Read by requests, notices, server and client.
import * as z from 'zod/mini';
import {
  aboutMax,
  labelMax,
  labelsPerContactMax,
  picturePartMax,
  picturePartsMax,
  remarkMax,
  requestWordMax,
} from './people-limits.ts';
import { changeSchema } from '../messages/model.ts';
import { idSchema } from '../room/roster.ts';
import { setOf } from '../request-rule.ts';
import { text, textLike } from '../text.ts';

const isNotBlank = (value: string): boolean => value.trim() !== '';

/** Milliseconds since the epoch, by the server's clock. */
const time = z.int().check(z.minimum(0));

export const requestWordSchema = text(requestWordMax);
/** Empty where one calls a contact by its nickname. */
export const remarkSchema = text(remarkMax);
export const aboutSchema = text(aboutMax);
const label = text(labelMax).check(z.refine(isNotBlank));
export const labelsSchema = z.array(label).check(
  z.maxLength(labelsPerContactMax),
  z.overwrite((labels) => [...new Set(labels)]),
);
export const accountIdsSchema = (max: number) => setOf(idSchema, max, (id) => id);

/** What every signed-in person may see of another. */
export const personSchema = z.object({
  accountId: idSchema,
  nickname: text(64),
  /** The nickname before, for some weeks after it changed. */
  formerNickname: z.optional(text(64)),
  about: z.optional(aboutSchema),
  /** Names the picture; another picture has another id. */
  pictureId: z.optional(idSchema),
});
export type Person = z.infer<typeof personSchema>;

/** `sent` and `received`: a request that waits for an answer, of oneself or of the other. */
export const relationSchema = z.enum(['none', 'contact', 'sent', 'received']);
export type Relation = z.infer<typeof relationSchema>;

/** Somebody else as one account sees and keeps them. Nothing of it tells what the other keeps. */
export const contactSchema = z.extend(personSchema, {
  /** The latest change of this contact, in the account's own counter of contacts. */
  change: changeSchema,
  relation: relationSchema,
  /** Since when the relation is as it is. */
  sinceMs: time,
  /** What came with the request, or went with it. */
  word: z.optional(requestWordSchema),
  /** Whether the request came from an account of that day. */
  fresh: z.optional(z.boolean()),
  remark: z.optional(remarkSchema),
  labels: labelsSchema,
  starred: z.boolean(),
  blocked: z.boolean(),
  /** Small letters by which contacts are put in order and found: remark or nickname, Chinese as pinyin. */
  sortKey: text(96),
});
export type Contact = z.infer<typeof contactSchema>;

/** Whether contacts see that one is there: as it is, as not to be disturbed, or not at all. */
export const presenceChoiceSchema = z.enum(['shown', 'busy', 'hidden']);
export type PresenceChoice = z.infer<typeof presenceChoiceSchema>;
/** How a contact is there; `offline` also where they do not show it. */
export const presenceSchema = z.enum(['online', 'in-call', 'busy', 'away', 'offline']);
export type Presence = z.infer<typeof presenceSchema>;
export const presencesSchema = z.array(z.tuple([idSchema, presenceSchema]));

/** What one says of oneself, and who may find one. */
export const ownProfileSchema = z.object({
  nickname: text(64),
  about: z.optional(aboutSchema),
  pictureId: z.optional(idSchema),
  presence: presenceChoiceSchema,
  foundByPhone: z.boolean(),
  foundByName: z.boolean(),
});
export type OwnProfile = z.infer<typeof ownProfileSchema>;

const picturePart = textLike(/^[A-Za-z0-9+/=]+$/, picturePartMax);
/** A JPEG, PNG or WebP in base64, cut into parts. */
export const picturePartsSchema = z.array(picturePart).check(z.minLength(1), z.maxLength(picturePartsMax));

/** A person whom a search found. */
export const foundPersonSchema = z.extend(personSchema, { relation: relationSchema });
export type FoundPerson = z.infer<typeof foundPersonSchema>;
