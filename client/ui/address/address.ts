// What the part of the page's address from `#` on names: a screen, and what it shows. Pure.
import { readRegistrationCode, writeRegistrationHash } from '../../../protocol/account/registration-link.ts';
import { type Invitation, readInvitation, writeCallHash, writeHash } from '../../link/invitation.ts';

export const settingsTabs = ['devices', 'video', 'appearance', 'account', 'desktop'] as const;
export type SettingsTab = (typeof settingsTabs)[number];

/** What an address carries, by its kind. */
interface Carried {
  /** `#/home`, and an address without anything. */
  home: object;
  /** `#/m/43839`, and an invitation link `#/43839?key=SECRET`. */
  meeting: { readonly invitation: Invitation };
  /** `#/register?invitation=CODE` */
  registration: { readonly code: string };
  /** `#/chats`, one conversation: `#/chats/ID`, and one of its messages: `#/chats/ID?at=SEQ` */
  chats: { readonly conversationId?: string; readonly at?: number };
  /** `#/contacts`, and one person: `#/contacts/ID` */
  contacts: { readonly accountId?: string };
  /** `#/groups`, and the details of one: `#/groups/ID` */
  groups: { readonly conversationId?: string };
  /** `#/g/SECRET`: an invitation into a group */
  'group-link': { readonly secret: string };
  /** `#/meetings` */
  meetings: object;
  /** `#/settings`, and one tab: `#/settings/video` */
  settings: { readonly tab?: SettingsTab };
  /** Leads to no screen. */
  unknown: object;
}

export type AddressKind = keyof Carried;
/** An address of one kind, or of any. */
export type Address<K extends AddressKind = AddressKind> = {
  [Kind in K]: { readonly kind: Kind } & Carried[Kind];
}[K];

/** What may stand for a conversation or an account: nothing that has a meaning in an address. */
const idPattern = /^[\w-]{1,64}$/;

/** @param hash as `location.hash`: empty, or `#` and what follows it. A tab of the settings that there is not is none. */
export function parseAddress(hash: string): Address {
  const path = hash.replace(/^#\/?/, '').replace(/\/$/, '');
  if (path === '' || path === 'home') return { kind: 'home' };
  const invitation = readInvitation(hash);
  if (invitation !== undefined) return { kind: 'meeting', invitation };
  const code = readRegistrationCode(hash);
  if (code !== undefined) return { kind: 'registration', code };
  const [bare = '', query] = path.split('?');
  const found = parsePlace(bare.split('/'));
  if (query === undefined || found === undefined) return found ?? { kind: 'unknown' };
  return withPlace(found, query);
}

/** A conversation may name one of its messages; no other address has anything after a question mark. */
function withPlace(address: Address, query: string): Address {
  const at = Number(/^at=([1-9]\d{0,14})$/.exec(query)?.[1]);
  const isChat = address.kind === 'chats' && address.conversationId !== undefined;
  return isChat && at > 0 ? { ...address, at } : { kind: 'unknown' };
}

/** The place of the frame that a path names; `undefined` when there is none. */
function parsePlace([area, id, ...rest]: readonly string[]): Address | undefined {
  if (area === 'settings') {
    const tab = settingsTabs.find((known) => known === id);
    return { kind: 'settings', ...(tab && { tab }) };
  }
  if (rest.length > 0 || (id !== undefined && !idPattern.test(id))) return undefined;
  switch (area) {
    case 'chats':
      return { kind: 'chats', ...(id !== undefined && { conversationId: id }) };
    case 'contacts':
      return { kind: 'contacts', ...(id !== undefined && { accountId: id }) };
    case 'groups':
      return { kind: 'groups', ...(id !== undefined && { conversationId: id }) };
    case 'g':
      return id === undefined ? undefined : { kind: 'group-link', secret: id };
    case 'meetings':
      return id === undefined ? { kind: 'meetings' } : undefined;
    default:
      return undefined;
  }
}

/** The part of a link from `#` on that `parseAddress` reads as this address. */
export function formatAddress(address: Exclude<Address, { kind: 'unknown' }>): string {
  switch (address.kind) {
    case 'meeting': {
      const { invitation } = address;
      return invitation.secret === undefined ? writeCallHash(invitation.number) : writeHash(invitation);
    }
    case 'registration':
      return writeRegistrationHash(address.code);
    case 'chats':
      return place('chats', address.conversationId) + (address.at === undefined ? '' : `?at=${address.at}`);
    case 'contacts':
      return place('contacts', address.accountId);
    case 'groups':
      return place('groups', address.conversationId);
    case 'group-link':
      return place('g', address.secret);
    case 'settings':
      return place('settings', address.tab);
    default:
      return `#/${address.kind}`;
  }
}

const place = (area: string, id: string | undefined) => (id === undefined ? `#/${area}` : `#/${area}/${id}`);
