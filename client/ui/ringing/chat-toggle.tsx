// Shows and hides the chat of the meeting; says how much is unread there. In the bar of the call.
import { MessageSquare } from 'lucide-react';
import type { Ref } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { useRoomChats } from './use-room-chats.ts';

interface ChatToggleProps {
  readonly room: RoomSnapshot;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly ref: Ref<HTMLButtonElement>;
}

export function ChatToggle({ room, open, onToggle, ref }: ChatToggleProps) {
  const texts = useTexts().roomChat;
  const { unread } = useRoomChats(room);
  return (
    <IconButton
      ref={ref}
      icon={MessageSquare}
      label={unread > 0 ? texts.unread(unread) : texts.title}
      hint={open ? texts.close : texts.open}
      {...(unread > 0 && { badge: unread < 100 ? String(unread) : '99+' })}
      aria-pressed={open}
      data-testid="chat-toggle"
      data-unread={unread}
      onClick={onToggle}
    />
  );
}
