// The messages of a conversation, of which only those on the screen are elements. The line under the eye stays where it is when older
// ones come or something above it becomes higher; at the end, new ones scroll in.
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { VList, type VListHandle } from 'virtua';
import type { ConversationItem, Loading, OpenConversation } from '../../app/conversations-model.ts';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { dayOf } from './format-when.ts';
import { LineView } from './line-view.tsx';
import { isPrepended, planLines } from './plan-lines.ts';
import { useReading } from './use-reading.ts';

/** So close to an end its next page is asked for. */
const loadWithinPx = 800;
/** So close to the end of the conversation one stays there. */
const atEndPx = 40;

interface MessageListProps {
  readonly item: ConversationItem;
  readonly open: OpenConversation;
  readonly ownId: string;
}

export function MessageList({ item, open, ownId }: MessageListProps) {
  const texts = useTexts();
  const { conversations } = useActions();
  const listRef = useRef<VListHandle>(null);
  // Where the account had read to when this was opened; the line stays there while it is read.
  const [readSeq] = useState(item.state.readSeq);
  const { stretch, around } = open;
  const lines = useMemo(
    () =>
      planLines({
        messages: stretch.messages,
        outgoing: stretch.newer ? [] : item.outgoing,
        readSeq,
        ownId,
        dayOf,
      }),
    [stretch, item.outgoing, readSeq, ownId],
  );
  const [isAtEnd, setAtEnd] = useState(
    () => around === undefined && lines.every(({ kind }) => kind !== 'unread'),
  );
  const firstKey = useRef<string>(undefined);
  // oxlint-disable-next-line react/refs -- what stood there at the last look decides from which end the place is kept
  const isShifted = isPrepended(lines, firstKey.current);
  useLayoutEffect(() => {
    firstKey.current = lines.find(({ kind }) => kind === 'message')?.key;
  }, [lines]);
  useFirstPlace(listRef, lines, around);
  const end = lines.length - 1;
  const followed = isAtEnd && !stretch.newer;
  useLayoutEffect(() => {
    if (followed && lines.length > 0) listRef.current?.scrollToIndex(end, { align: 'end' });
  }, [followed, end, lines]);
  const look = useReading(item.id, listRef, lines);
  const below = (): number => {
    const { scrollSize = 0, scrollOffset = 0, viewportSize = 0 } = listRef.current ?? {};
    return scrollSize - scrollOffset - viewportSize;
  };
  const onScroll = (offset: number) => {
    setAtEnd(below() < atEndPx && !stretch.newer);
    if (offset < loadWithinPx && stretch.older) void conversations.loadOlder(item.id);
    if (below() < loadWithinPx && stretch.newer) void conversations.loadNewer(item.id);
    look();
  };
  const onResize = () => {
    // A line that grows at the end pushes no one away from it.
    if (isAtEnd) listRef.current?.scrollToIndex(end, { align: 'end' });
    else setAtEnd(below() < atEndPx && !stretch.newer);
    look();
  };
  useShortList(item.id, listRef, open);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <LoadingRow loading={open.older} onAgain={() => void conversations.loadOlder(item.id)} />
      <VList
        ref={listRef}
        shift={isShifted}
        onScroll={onScroll}
        onResize={onResize}
        role="log"
        aria-label={texts.chats.messages}
        tabIndex={0}
        data-testid="message-list"
        className="min-h-0 flex-1 overscroll-contain px-3 outline-none focus-visible:outline-2 sm:px-5"
      >
        {lines.map((line) => (
          <LineView key={line.key} line={line} item={item} ownId={ownId} jumpedTo={around} />
        ))}
      </VList>
      <LoadingRow loading={open.newer} onAgain={() => void conversations.loadNewer(item.id)} />
      {!isAtEnd && (
        <div className="absolute right-4 bottom-3 rounded-lg bg-surface shadow-float">
          <IconButton
            icon={ArrowDown}
            label={texts.chats.toEnd}
            data-testid="messages-to-end"
            onClick={() => {
              if (around === undefined) listRef.current?.scrollToIndex(end, { align: 'end' });
              else conversations.jumpToEnd(item.id);
            }}
          />
        </div>
      )}
    </div>
  );
}

/** Begins at what is unread, at the message that was jumped to, or at the end. */
function useFirstPlace(
  listRef: React.RefObject<VListHandle | null>,
  lines: ReturnType<typeof planLines>,
  around: number | undefined,
): void {
  const isPlaced = useRef(false);
  useLayoutEffect(() => {
    const list = listRef.current;
    if (isPlaced.current || list === null || lines.length === 0) return;
    isPlaced.current = true;
    const jumped = lines.findIndex((line) => line.kind === 'message' && line.message.seq === around);
    const unread = lines.findIndex(({ kind }) => kind === 'unread');
    if (jumped !== -1) list.scrollToIndex(jumped, { align: 'center' });
    else if (unread !== -1) list.scrollToIndex(unread, { align: 'start' });
    else list.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [listRef, lines, around]);
}

/** A stretch that does not fill the view cannot be scrolled: what comes before it is asked for at once. */
function useShortList(
  conversation: string,
  listRef: React.RefObject<VListHandle | null>,
  { stretch, older }: OpenConversation,
): void {
  const { conversations } = useActions();
  useEffect(() => {
    const list = listRef.current;
    if (list === null || !stretch.older || older !== 'no') return;
    if (list.scrollSize <= list.viewportSize) void conversations.loadOlder(conversation);
  }, [conversations, conversation, listRef, stretch, older]);
}

function LoadingRow({ loading, onAgain }: { readonly loading: Loading; readonly onAgain: () => void }) {
  const texts = useTexts();
  const { now } = useProblemSentence(typeof loading === 'string' ? undefined : loading);
  if (now === undefined) return null;
  return (
    <p className="flex items-center justify-center gap-2 px-4 py-2 text-sm text-danger-ink">
      {now}
      <Button look="quiet" onClick={onAgain}>
        {texts.chats.loadAgain}
      </Button>
    </p>
  );
}
