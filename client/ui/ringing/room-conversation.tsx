// The messages of a meeting's conversation with the input below them. Fetched when the chat of a meeting is first shown.
import { useEffect } from 'react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { Composer } from '../chats/composer.tsx';
import { MessageList } from '../chats/message-list.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';

export default function RoomConversation({ item }: { readonly item: ConversationItem }) {
  const { conversations } = useActions();
  const ownId = useMeeting((state) => state.account?.accountId ?? '');
  const open = useMeeting((state) => state.conversations.open[item.id]);
  useEffect(() => conversations.show(item.id), [conversations, item.id]);
  return (
    <>
      {open === undefined ? (
        <div className="min-h-0 flex-1" />
      ) : (
        <MessageList key={open.around} item={item} open={open} ownId={ownId} />
      )}
      <Composer item={item} />
    </>
  );
}
