// One line of a conversation's view: a day, the line before what is unread, a message, or one on its way.
import type { ConversationItem } from '../../app/conversations-model.ts';
import { useTexts } from '../texts/language-store.ts';
import { formatDay } from './format-when.ts';
import { MessageView } from './message-view.tsx';
import { OutgoingView } from './outgoing-view.tsx';
import type { Line } from './plan-lines.ts';

interface LineViewProps {
  readonly line: Line;
  readonly item: ConversationItem;
  readonly ownId: string;
  /** The message that was jumped to. */
  readonly jumpedTo: number | undefined;
}

export function LineView({ line, item, ownId, jumpedTo }: LineViewProps) {
  const texts = useTexts();
  switch (line.kind) {
    case 'day':
      return (
        <p className="py-3 text-center text-xs font-medium text-ink-soft">
          <time dateTime={new Date(line.atMs).toISOString()}>{formatDay(line.atMs, texts)}</time>
        </p>
      );
    case 'unread':
      return (
        <p
          data-testid="unread-line"
          className="flex items-center gap-3 py-2 text-xs font-medium text-accent-ink before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
        >
          {texts.chats.newMessages}
        </p>
      );
    case 'message':
      return (
        <MessageView
          message={line.message}
          isFirst={line.isFirst}
          isJumpedTo={line.message.seq === jumpedTo}
          item={item}
          ownId={ownId}
        />
      );
    case 'outgoing':
      return <OutgoingView message={line.message} members={item.members} ownId={ownId} />;
  }
}
