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
  /** `#/settings/video` */
  settings: { readonly tab: SettingsTab };
  /** Leads to no screen. */
  unknown: object;
}

export type AddressKind = keyof Carried;
/** An address of one kind, or of any. */
export type Address<K extends AddressKind = AddressKind> = {
  [Kind in K]: { readonly kind: Kind } & Carried[Kind];
}[K];

/** @param hash as `location.hash`: empty, or `#` and what follows it. A tab of the settings that there is not is their first. */
export function parseAddress(hash: string): Address {
  const path = hash.replace(/^#\/?/, '').replace(/\/$/, '');
  if (path === '' || path === 'home') return { kind: 'home' };
  const invitation = readInvitation(hash);
  if (invitation !== undefined) return { kind: 'meeting', invitation };
  const code = readRegistrationCode(hash);
  if (code !== undefined) return { kind: 'registration', code };
  const [area, tab] = path.split('/');
  if (area !== 'settings') return { kind: 'unknown' };
  return { kind: 'settings', tab: settingsTabs.find((known) => known === tab) ?? settingsTabs[0] };
}

/** The part of a link from `#` on that `parseAddress` reads as this address. */
export function formatAddress(address: Exclude<Address, { kind: 'unknown' }>): string {
  switch (address.kind) {
    case 'home':
      return '#/home';
    case 'meeting': {
      const { invitation } = address;
      return invitation.secret === undefined ? writeCallHash(invitation.number) : writeHash(invitation);
    }
    case 'registration':
      return writeRegistrationHash(address.code);
    case 'settings':
      return `#/settings/${address.tab}`;
  }
}
