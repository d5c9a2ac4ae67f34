// The palette's conversations, the most recently active one first.
import { MessageCircle } from 'lucide-react';
import { goTo } from '../address/address-store.ts';
import { conversationName } from '../chats/conversation-name.ts';
import { describeLast } from '../chats/describe-last.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import type { PaletteItem } from './rank-palette.ts';

export function useConversationItems(): readonly PaletteItem[] {
  const texts = useTexts();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const items = useMeeting((state) => state.conversations.items);
  return items.map((item) => ({
    key: item.id,
    icon: MessageCircle,
    label: conversationName(item, ownId, texts),
    hint: describeLast(item, ownId, texts),
    onSelect: () => goTo({ kind: 'chats', conversationId: item.id }),
  }));
}
