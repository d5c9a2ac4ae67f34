// Contacts and profiles. Combined in requests.ts.
import * as z from 'zod/mini';
import {
  aboutSchema,
  accountIdsSchema,
  contactSchema,
  foundPersonSchema,
  labelsSchema,
  ownProfileSchema,
  personSchema,
  picturePartsSchema,
  presenceChoiceSchema,
  presencesSchema,
  remarkSchema,
  requestWordSchema,
} from './model.ts';
import { contactsPerPageMax, foundPeopleMax, profilesPerReadMax } from './people-limits.ts';
import { markerSchema } from '../messages/model.ts';
import { emptyObject, perAccount, perAccountScarce, type RequestTable } from '../request-rule.ts';
import { idSchema } from '../room/roster.ts';
import { text } from '../text.ts';

const daySeconds = 24 * 3600;
const other = z.object({ accountId: idSchema });
const changed = z.object({ contact: contactSchema });
const ownProfile = z.object({ profile: ownProfileSchema });

export const peopleRequests = {
  /** Contacts, requests and blocked people that changed after `cursor`, which begins at 0. `more`: ask again with the new cursor. */
  'contacts:sync': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    input: z.object({ cursor: markerSchema }),
    output: z.object({
      cursor: markerSchema,
      more: z.boolean(),
      contacts: z.array(contactSchema).check(z.maxLength(contactsPerPageMax)),
    }),
  },
  /** The person with exactly this phone number. An unknown number and a person who is not to be found are answered alike. */
  'contacts:find-phone': {
    transport: 'http',
    auth: 'account',
    // A class of 60 on the first day, with mistakes, for all people in five classes behind one router. Misses are counted besides.
    rate: perAccountScarce(300, { young: 100, address: 20_000, always: 10 }, daySeconds),
    input: z.object({ phone: text(64) }),
    output: z.object({ person: z.optional(foundPersonSchema) }),
  },
  /** People whose nickname, a word of it or its pinyin begins so; at least two characters, or one Chinese one. */
  'contacts:find-name': {
    transport: 'http',
    auth: 'account',
    rate: perAccountScarce(2000, { young: 600, address: 60_000, always: 60 }, daySeconds),
    input: z.object({ name: text(64) }),
    output: z.object({ people: z.array(foundPersonSchema).check(z.maxLength(foundPeopleMax)) }),
  },
  /**
   * Asks a person to become a contact; where they have asked too, they are contacts at once. Asked again it is answered alike and
   * delivered once. Whether it was delivered is not told.
   */
  'contact:request': {
    transport: 'socket',
    auth: 'account',
    // As conversation:open-direct; what is not accepted is counted besides (openRequestsMax).
    rate: perAccountScarce(500, { young: 200, address: 20_000, always: 20 }, daySeconds),
    input: z.extend(other, { word: requestWordSchema }),
    output: changed,
  },
  /** Accepts a request; of one who is a contact already it is answered alike. */
  'contact:accept': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: other,
    output: changed,
  },
  /** Refuses a request; the one who asked is not told. */
  'contact:refuse': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: other,
    output: changed,
  },
  /** Takes one's own request back, as long as it was not accepted. */
  'contact:withdraw': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: other,
    output: changed,
  },
  /** Ends being contacts, for both. */
  'contact:remove': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: other,
    output: changed,
  },
  /** What a blocked person sends is not delivered, and they are not told. */
  'contact:block': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: z.extend(other, { blocked: z.boolean() }),
    output: changed,
  },
  /** What one keeps of a contact for oneself. */
  'contact:edit': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: z.extend(other, {
      remark: z.optional(remarkSchema),
      labels: z.optional(labelsSchema),
      starred: z.optional(z.boolean()),
    }),
    output: changed,
  },
  /** Names, lines and pictures of people whose ids are known; unknown ones are left out. */
  'profile:read': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(600, 60, 'syncing'),
    costsPer: 'accountIds',
    input: z.object({ accountIds: accountIdsSchema(profilesPerReadMax) }),
    output: z.object({ people: z.array(personSchema).check(z.maxLength(profilesPerReadMax)) }),
  },
  /** What the account says of itself. */
  'profile:own': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(120, 60),
    input: emptyObject,
    output: ownProfile,
  },
  /** Changes what is named. */
  'profile:edit': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: z.object({
      about: z.optional(aboutSchema),
      presence: z.optional(presenceChoiceSchema),
      foundByPhone: z.optional(z.boolean()),
      foundByName: z.optional(z.boolean()),
    }),
    output: ownProfile,
  },
  /** Takes another nickname. The one before is no other account's for a while, and contacts see it beside the new one. */
  'profile:change-nickname': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: z.object({ nickname: text(128) }),
    output: ownProfile,
  },
  /** A JPEG, PNG or WebP; the server makes a small square one of it. */
  'profile:set-picture': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(30, 3600),
    input: z.object({ parts: picturePartsSchema }),
    output: ownProfile,
  },
  'profile:remove-picture': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(60, 3600),
    input: emptyObject,
    output: ownProfile,
  },
  /** What opens pictures of people for a day: `GET /api/people/pictures/PICTURE?by=TICKET`. */
  'profile:draw-ticket': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(120, 60),
    input: emptyObject,
    output: z.object({ ticket: text(256) }),
  },
  /** The contacts that are there now; who is not named is offline, or does not show it. */
  'presence:list': {
    transport: 'http',
    auth: 'account',
    rate: perAccount(120, 60, 'syncing'),
    input: emptyObject,
    output: z.object({ people: presencesSchema }),
  },
  /** Whether the person is at this window; an account is away when it is at none of its windows. */
  'presence:report': {
    transport: 'socket',
    auth: 'account',
    rate: perAccount(600, 3600),
    input: z.object({ away: z.boolean() }),
    output: emptyObject,
  },
} as const satisfies RequestTable<'contact' | 'contacts' | 'profile' | 'presence'>;
