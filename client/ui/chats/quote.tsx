// The message that another one answers, in a few words; pressing it leads there.
import type { Member } from '../../../protocol/messages/model.ts';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { useChatTools } from './chat-tools.ts';
import { nameOf } from './names.ts';

interface QuoteProps {
  readonly conversation: string;
  readonly seq: number;
  readonly members: readonly Member[];
}

/** More than a row shows. */
const shownMax = 200;

export function Quote({ conversation, seq, members }: QuoteProps) {
  const texts = useTexts();
  const { jumpTo } = useChatTools();
  const { conversations } = useActions();
  const message = conversations.messageAt(conversation, seq);
  const words =
    message === undefined
      ? texts.chats.quoteElsewhere
      : message.recalled === true
        ? texts.chats.quoteGone
        : message.text.slice(0, shownMax) || texts.chats.noText;
  return (
    <button
      type="button"
      data-testid="message-quote"
      onClick={() => jumpTo(seq)}
      className="my-1 block w-full max-w-md min-w-0 rounded-md border-l-4 border-accent bg-raised px-3 py-1 text-left text-sm hover:bg-raised-hover"
    >
      {message !== undefined && (
        <bdi className="block truncate font-medium">{nameOf(message.senderId, members, texts)}</bdi>
      )}
      <bdi className="block truncate text-ink-soft">{words}</bdi>
    </button>
  );
}
