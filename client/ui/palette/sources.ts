// Where the palette's entries come from, in their order. A new source is one line.
import { useMessageItems } from '../search/message-items.ts';
import { useTexts } from '../texts/language-store.ts';
import { useConversationItems } from './conversation-items.ts';
import { useMeetingItems } from './meeting-items.ts';
import { usePeopleItems } from './people-items.ts';
import { usePlaceItems } from './place-items.ts';
import type { PaletteItem } from './rank-palette.ts';

/** The entries of one source. */
export interface PaletteGroup {
  readonly id: string;
  readonly name: string;
  readonly items: readonly PaletteItem[];
}

/** What may fit, by source; it is ranked by what is typed. @param typed as it stands in the field */
export function usePaletteSources(typed: string): readonly PaletteGroup[] {
  const texts = useTexts();
  return [
    { id: 'conversations', name: texts.chats.title, items: useConversationItems() },
    { id: 'people', name: texts.contacts.title, items: usePeopleItems(typed) },
    { id: 'meetings', name: texts.shell.meetings, items: useMeetingItems(typed) },
    { id: 'places', name: texts.shell.places, items: usePlaceItems() },
    { id: 'messages', name: texts.search.messages, items: useMessageItems(typed) },
  ];
}
