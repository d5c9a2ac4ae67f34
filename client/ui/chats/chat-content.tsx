// What stands beside the list: the conversation that the address names. Its view is fetched when it is first shown.
import { lazy, Suspense } from 'react';
import { GroupPane } from '../groups/group-pane.tsx';
import type { AreaProps } from '../shell/area.ts';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

// A server that was updated since the page was opened no longer has the part that this page asks for.
const ChatView = lazy(() => import('./chat-view.tsx').catch(() => ({ default: Outdated })));

export function ChatContent({ address }: AreaProps) {
  const texts = useTexts();
  const id = address.kind === 'chats' ? address.conversationId : undefined;
  const item = useMeeting((state) => state.conversations.items.find((each) => each.id === id));
  const isKnown = useMeeting((state) => state.conversations.isKnown);
  if (id === undefined) return <Hint text={texts.chats.nothingOpen} />;
  if (item === undefined) return <Hint text={isKnown ? texts.chats.notThere : texts.chats.loading} />;
  return (
    <Suspense fallback={<Hint text={texts.chats.loading} />}>
      <ChatView key={id} item={item} />
      <GroupPane item={item} />
    </Suspense>
  );
}

function Hint({ text }: { readonly text: string }) {
  return <p className="m-auto max-w-80 p-6 text-center text-ink-soft">{text}</p>;
}

function Outdated(_props: { readonly item: unknown }) {
  return <Hint text={useTexts().problems['version-mismatch']} />;
}
