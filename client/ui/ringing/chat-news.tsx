// The first words of what is written in the meeting while its chat is closed: for a moment, above the bar of the call.
import { Lock, MessageSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { type ChatNews, planChatNews } from './plan-chat-news.ts';

/** How long it stands there. */
const shownMs = 6000;

export function ChatNewsToast({
  room,
  onOpen,
}: {
  readonly room: RoomSnapshot;
  readonly onOpen: () => void;
}) {
  const texts = useTexts().roomChat;
  const items = useMeeting((state) => state.conversations.items);
  const ownId = useMeeting((state) => state.account?.accountId);
  const [since] = useState(() => Date.now());
  const [gone, setGone] = useState<string>();
  const news = planChatNews(items, { chatId: room.chatId, ownId, sinceMs: since });
  const key = news?.key;
  useEffect(() => {
    if (key === undefined) return;
    const timer = setTimeout(() => setGone(key), shownMs);
    return () => clearTimeout(timer);
  }, [key]);
  const shown = news === undefined || news.key === gone ? undefined : news;
  return (
    <output className="absolute right-3 bottom-3 z-10 max-w-[min(20rem,calc(100%-1.5rem))]">
      {shown && <NewsButton news={shown} onOpen={onOpen} texts={texts} />}
    </output>
  );
}

interface NewsButtonProps {
  readonly news: ChatNews;
  readonly onOpen: () => void;
  readonly texts: ReturnType<typeof useTexts>['roomChat'];
}

function NewsButton({ news, onOpen, texts }: NewsButtonProps) {
  const Icon = news.isPrivate ? Lock : MessageSquare;
  return (
    <button
      type="button"
      data-testid="chat-news"
      onClick={onOpen}
      className="flex w-full animate-appear items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2 text-left text-sm text-ink shadow-float"
    >
      <Icon aria-hidden="true" className="size-4 shrink-0 text-accent-ink" />
      <span className="line-clamp-2 min-w-0 break-words">
        {news.isPrivate ? texts.newPrivate(news.name, news.words) : texts.newMessage(news.name, news.words)}
      </span>
    </button>
  );
}
