// The areas of the frame, in the order of the rail. A new one is one line.
import type { AddressKind } from '../address/address.ts';
import { chatsArea } from '../chats/chats-area.ts';
import { contactsArea } from '../contacts/contacts-area.ts';
import { groupsArea } from '../groups/groups-area.tsx';
import { homeArea } from '../home/home-area.ts';
import { meetingsArea } from '../meetings/meetings-area.ts';
import { settingsArea } from '../settings/settings-area.tsx';
import type { Area } from './area.ts';

export const areas: readonly Area[] = [
  homeArea,
  chatsArea,
  meetingsArea,
  contactsArea,
  groupsArea,
  settingsArea,
];

/** The area that shows a kind of address; Home where no area does. */
export function areaOf(kind: AddressKind): Area {
  return areas.find(({ kinds }) => kinds.includes(kind)) ?? homeArea;
}
