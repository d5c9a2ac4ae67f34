// What the screens see of contacts and what they may ask of them. Implemented by contacts-controller; a part of the meeting's state.
import type { Contact, FoundPerson, Person, Presence } from '../../protocol/people/model.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import type { Problem } from './meeting-model.ts';

export interface ContactsState {
  /** Everything that the server had is here; until then the list may grow. */
  readonly isKnown: boolean;
  /** Contacts, requests and blocked people by account. */
  readonly byId: ReadonlyMap<string, Contact>;
  /** Contacts that are there; who is not named is offline, or does not show it. */
  readonly presences: ReadonlyMap<string, Presence>;
}

export const noContacts: ContactsState = { isKnown: false, byId: new Map(), presences: new Map() };

/** What is refused is returned, to be shown where it was asked for. */
type Asked = Promise<Problem | undefined>;
/** What a search found, or why it did not look. */
export type Found = Promise<readonly FoundPerson[] | Problem>;

export interface ContactActions {
  /** The person with exactly this phone number, or none. */
  findPhone(phone: string): Found;
  /** People whose nickname, or its pinyin, begins so. */
  findName(name: string): Found;
  /** What everybody sees of a person; `undefined` where there is none, or no answer came. */
  read(accountId: string): Promise<Person | undefined>;
  request(accountId: string, word: string): Asked;
  accept(accountId: string): Asked;
  refuse(accountId: string): Asked;
  withdraw(accountId: string): Asked;
  remove(accountId: string): Asked;
  block(accountId: string, blocked: boolean): Asked;
  edit(changes: RequestInput<'contact:edit'>): Asked;
}
