// The chat of the meeting beside the stage, with private lines to its people. On phones over the whole height.
import { Lock, X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Spinner } from '../parts/spinner.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';
import { KeepChoice } from './keep-choice.tsx';
import { RecipientChoice } from './recipient-choice.tsx';
import { useOpenedChat } from './use-opened-chat.ts';
import { useRoomChats } from './use-room-chats.ts';
import { usePanelKeys } from '../call/use-panel-keys.ts';

// A server that was updated since the page was opened no longer has the part that this page asks for.
const RoomConversation = lazy(() => import('./room-conversation.tsx').catch(() => ({ default: Outdated })));

interface ChatPanelProps {
  readonly room: RoomSnapshot;
  readonly onClose: () => void;
}

export function ChatPanel({ room, onClose }: ChatPanelProps) {
  const allTexts = useTexts();
  const texts = allTexts.roomChat;
  const { main, recipients } = useRoomChats(room);
  const [chosen, setChosen] = useState('');
  const recipient = recipients.find(({ key }) => key === chosen);
  const { conversation, problem, keepDays, keep } = useOpenedChat(main?.id, recipient);
  const item = useMeeting((state) => state.conversations.items.find(({ id }) => id === conversation));
  const { panelRef, titleRef } = usePanelKeys(onClose);
  return (
    <aside
      aria-labelledby="chat-title"
      ref={panelRef}
      data-testid="chat-panel"
      className="absolute inset-0 z-10 flex animate-appear flex-col overflow-hidden bg-surface md:static md:my-2 md:mr-2 md:mb-0 md:w-88 md:shrink-0 md:rounded-tile md:border md:border-line"
    >
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 id="chat-title" ref={titleRef} tabIndex={-1} className="flex-1 font-semibold outline-none">
          {texts.title}
        </h2>
        <IconButton icon={X} label={texts.close} onClick={onClose} />
      </header>
      <RecipientChoice recipients={recipients} chosen={recipient?.key ?? ''} onChoose={setChosen} />
      {recipient !== undefined && (
        <p
          data-testid="chat-private"
          className="flex items-center gap-2 bg-warning-soft px-4 py-2 text-sm text-warning-ink"
        >
          <Lock aria-hidden="true" className="size-4 shrink-0" />
          {texts.privateTo(recipient.nickname)}
        </p>
      )}
      {recipient === undefined && keepDays !== undefined && (
        <KeepChoice
          days={keepDays}
          isHost={room.hostPeerId === room.selfPeerId}
          onChoose={(days) => void keep(days)}
        />
      )}
      {problem && <p className="px-4 py-2 text-sm text-danger-ink">{problemSentence(problem, allTexts)}</p>}
      <div className="flex min-h-0 flex-1 flex-col">
        {item === undefined ? (
          problem === undefined && <Waiting />
        ) : (
          <Suspense fallback={<Waiting />}>
            <RoomConversation key={item.id} item={item} />
          </Suspense>
        )}
      </div>
    </aside>
  );
}

function Waiting() {
  return (
    <div className="grid flex-1 place-items-center">
      <Spinner />
    </div>
  );
}

function Outdated(_props: { readonly item: unknown }) {
  return <p className="p-4 text-ink-soft">{useTexts().problems['version-mismatch']}</p>;
}
