// Where the palette's entries come from, in their order. A new source is one line.
import { useMessageItems } from '../search/message-items.ts';
import type { Texts } from '../texts/en.ts';
import { useConversationItems } from './conversation-items.ts';
import { useMeetingItems } from './meeting-items.ts';
import { usePeopleItems } from './people-items.ts';
import { usePlaceItems } from './place-items.ts';
import type { PaletteItem } from './rank-palette.ts';

export interface PaletteSource {
  readonly id: string;
  readonly name: (texts: Texts) => string;
  /** A hook: the entries that may fit; they are ranked by what is typed. @param typed as it stands in the field */
  readonly useItems: (typed: string) => readonly PaletteItem[];
}

export const paletteSources: readonly PaletteSource[] = [
  { id: 'conversations', name: (texts) => texts.chats.title, useItems: useConversationItems },
  { id: 'people', name: (texts) => texts.contacts.title, useItems: usePeopleItems },
  { id: 'meetings', name: (texts) => texts.shell.meetings, useItems: useMeetingItems },
  { id: 'messages', name: (texts) => texts.search.messages, useItems: useMessageItems },
  { id: 'places', name: (texts) => texts.shell.places, useItems: usePlaceItems },
];
