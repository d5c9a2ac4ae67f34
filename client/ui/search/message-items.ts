// The palette's messages: the newest that hold what was typed, and the way to the whole search.
import { MessageSquareText, Search } from 'lucide-react';
import { goTo } from '../address/address-store.ts';
import type { PaletteItem } from '../palette/rank-palette.ts';
import { useTexts } from '../texts/language-store.ts';
import { planSnippet } from './plan-snippet.ts';
import { useSearch } from './search-store.ts';
import { useHitPlace } from './use-hit-place.ts';
import { useMessageSearch } from './use-message-search.ts';

const shownMax = 5;

export function useMessageItems(typed: string): readonly PaletteItem[] {
  const texts = useTexts();
  const open = useSearch((state) => state.open);
  const text = typed.trim();
  const [{ hits }] = useMessageSearch(text === '' ? undefined : { text });
  const placeOf = useHitPlace();
  if (text === '') return [];
  const found = hits.slice(0, shownMax).map((hit): PaletteItem => {
    const { before, match, after } = planSnippet(hit.message.text, text);
    return {
      key: `${hit.conversation}-${hit.message.seq}`,
      icon: MessageSquareText,
      label: `${before}${match}${after}`,
      hint: placeOf(hit).name,
      isFound: true,
      onSelect: () => goTo({ kind: 'chats', conversationId: hit.conversation, at: hit.message.seq }),
    };
  });
  const whole = {
    key: 'search',
    icon: Search,
    label: texts.search.searchFor(text),
    isFound: true,
    onSelect: () => open({ text }),
  };
  return [...found, whole];
}
