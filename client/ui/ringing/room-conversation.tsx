// The messages of a meeting's conversation with the input below them. Fetched when the chat of a meeting is first shown.
import { useEffect } from 'react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { ChatBody } from '../chats/chat-body.tsx';
import { useChatDesk } from '../chats/use-chat-desk.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';

export default function RoomConversation({ item }: { readonly item: ConversationItem }) {
  const { conversations } = useActions();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const desk = useChatDesk(item, ownId);
  useEffect(() => conversations.show(item.id), [conversations, item.id]);
  return <ChatBody item={item} ownId={ownId} desk={desk} />;
}
