// The entry of conversations in the frame.
import { MessageCircle } from 'lucide-react';
import type { Area } from '../shell/area.ts';
import { ChatContent } from './chat-content.tsx';
import { ConversationList } from './conversation-list.tsx';
import { unreadOf } from './use-unread.ts';

export const chatsArea: Area = {
  address: { kind: 'chats' },
  kinds: ['chats'],
  icon: MessageCircle,
  name: (texts) => texts.chats.title,
  testId: 'nav-chats',
  List: ConversationList,
  Content: ChatContent,
  isOpen: (address) => address.kind === 'chats' && address.conversationId !== undefined,
  badge: ({ conversations }) => unreadOf(conversations),
};
