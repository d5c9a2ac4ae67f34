// Answers what is asked about contacts and people. A part of the people feature.
import { contactsPerPageMax } from '../../../protocol/people/people-limits.ts';
import type { RequestName, RequestOutput } from '../../../protocol/requests.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import type { ContactWriter } from './contact-writer.ts';
import type { PeopleFinder } from './people-finder.ts';
import type { PictureTickets } from './picture-route.ts';
import type { PresenceBoard } from './presence-board.ts';
import type { ProfileWriter } from './profile-writer.ts';
import type { PeopleParts } from './people-parts.ts';
import { shownFormerNicknames, toContact } from './person-views.ts';

export type PeopleRequestName = Extract<
  RequestName,
  `contact:${string}` | `contacts:${string}` | `profile:${string}` | `presence:${string}`
>;

export interface PeopleHandlerParts extends PeopleParts {
  readonly writer: ContactWriter;
  readonly finder: PeopleFinder;
  readonly profiles: ProfileWriter;
  readonly tickets: PictureTickets;
  readonly presence: PresenceBoard;
}

export function createPeopleHandlers(parts: PeopleHandlerParts): Handlers<PeopleRequestName> {
  const { writer, finder, profiles, tickets, presence } = parts;
  return {
    'contacts:sync': ({ cursor }, { accountId }) => sync(parts, accountId, cursor),
    'contacts:find-phone': async ({ phone }, caller) => {
      const person = await finder.byPhone(caller, phone);
      return person === undefined ? {} : { person };
    },
    'contacts:find-name': async ({ name }, caller) => ({ people: await finder.byName(caller, name) }),
    'contact:request': async (input, caller) => ({ contact: await writer.request(caller, input) }),
    'contact:accept': async (input, { accountId }) => ({
      contact: await writer.accept(accountId, input.accountId),
    }),
    'contact:refuse': async (input, { accountId }) => ({
      contact: await writer.refuse(accountId, input.accountId),
    }),
    'contact:withdraw': async (input, { accountId }) => ({
      contact: await writer.withdraw(accountId, input.accountId),
    }),
    'contact:remove': async (input, { accountId }) => ({
      contact: await writer.remove(accountId, input.accountId),
    }),
    'contact:block': async (input, { accountId }) => ({
      contact: await writer.block(accountId, input.accountId, input.blocked),
    }),
    'contact:edit': async (input, { accountId }) => ({ contact: await writer.edit(accountId, input) }),
    'profile:own': async (_, { accountId }) => ({ profile: await profiles.own(accountId) }),
    'profile:edit': async (input, { accountId }) => ({ profile: await profiles.edit(accountId, input) }),
    'profile:change-nickname': async ({ nickname }, { accountId }) => ({
      profile: await profiles.changeNickname(accountId, nickname),
    }),
    'profile:set-picture': async (input, { accountId }) => ({
      profile: await profiles.setPicture(accountId, input.parts),
    }),
    'profile:remove-picture': async (_, { accountId }) => ({
      profile: await profiles.removePicture(accountId),
    }),
    'profile:draw-ticket': async (_, { accountId }) => ({ ticket: tickets.draw(accountId) }),
    'presence:list': async (_, { accountId }) => ({ people: await presence.list(accountId) }),
    'presence:report': async ({ away }, caller) => {
      presence.report(caller, away);
      return {};
    },
    'profile:read': async ({ accountIds }) => ({ people: await finder.read(accountIds) }),
  };
}

async function sync(
  { database, now }: PeopleParts,
  accountId: string,
  cursor: number,
): Promise<RequestOutput<'contacts:sync'>> {
  const rows = await database.contacts.changedAfter(accountId, cursor, contactsPerPageMax);
  const former = await shownFormerNicknames(
    database,
    rows.map(({ otherId }) => otherId),
    now(),
  );
  return {
    cursor: rows.at(-1)?.change ?? cursor,
    more: rows.length === contactsPerPageMax,
    contacts: rows.map((row) => toContact(row, former)),
  };
}
