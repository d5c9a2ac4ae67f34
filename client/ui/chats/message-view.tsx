// A message that the server has: who wrote it, what it answers, its text, reactions, when, and how far it has come.
import { Ellipsis, Forward, Pin } from 'lucide-react';
import { memo, type ReactNode, useRef } from 'react';
import type { Message } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Attachments } from './attachments/attachments.tsx';
import { useChatTools } from './chat-tools.ts';
import { describeEvent } from './describe-event.ts';
import { formatTime } from './format-when.ts';
import { MarkedText } from './marked-text.tsx';
import { progressOf } from './message-state.ts';
import { namedIn, nameOf } from './names.ts';
import { planDeeds } from './plan-deeds.ts';
import { ProgressMark } from './progress-mark.tsx';
import { Quote } from './quote.tsx';
import { Reactions } from './reactions.tsx';
import { useLongPress } from './use-long-press.ts';

interface MessageViewProps {
  readonly message: Message;
  /** The first of its group, which says who wrote it. */
  readonly isFirst: boolean;
  readonly isJumpedTo: boolean;
  readonly item: ConversationItem;
  readonly ownId: string;
}

export const MessageView = memo(({ message, isFirst, isJumpedTo, item, ownId }: MessageViewProps) => {
  const texts = useTexts();
  const tools = useChatTools();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const { seq, clientId, senderId, event, recalled } = message;
  const isOwn = senderId === ownId;
  const sender = nameOf(senderId, item.members, texts);
  const progress = progressOf(message, item.state, ownId);
  const hasMenu = planDeeds(message, item, ownId).length > 0;
  const openMenu = () => hasMenu && buttonRef.current && tools.openMenu(message, buttonRef.current);
  const press = useLongPress(openMenu);
  const attributes = {
    'data-testid': 'message-item',
    'data-seq': seq,
    'data-client-id': clientId,
    'data-state': progress,
  };
  if (event !== undefined)
    return (
      <p {...attributes} className="px-6 py-1.5 text-center text-sm text-ink-soft">
        {describeEvent(message, item.members, texts)}
      </p>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the menu has a button of its own too
    <article
      {...attributes}
      {...press}
      onContextMenu={(opened) => {
        // Selected words and links keep the browser's own menu.
        const isPlain = getSelection()?.isCollapsed !== false && !(opened.target as Element).closest('a');
        if (!hasMenu || !isPlain) return;
        opened.preventDefault();
        openMenu();
      }}
      className={classNames(
        'group/message relative flex gap-3 rounded-lg px-1 py-0.5 hover:bg-raised focus-within:bg-raised',
        isFirst && 'mt-2',
        isJumpedTo && 'bg-accent-soft',
      )}
    >
      {tools.selected !== undefined && <SelectBox seq={seq} name={sender} isOffered={hasMenu} />}
      <span className="w-9 shrink-0">
        {isFirst && <Avatar nickname={sender} className="size-9 text-xs" />}
      </span>
      <div className="min-w-0 max-w-[45rem] flex-1">
        {isFirst && (
          <p className="truncate text-sm font-semibold">
            {isOwn ? texts.chats.you : <PersonName name={sender} />}
          </p>
        )}
        {recalled === true ? (
          <p className="text-ink-soft italic">{texts.chats.recalled}</p>
        ) : (
          <Body message={message} item={item} ownId={ownId} />
        )}
      </div>
      <Side message={message} mark={isOwn && <ProgressMark progress={progress} />} />
      {hasMenu && (
        <span className="absolute -top-3 right-1 rounded-lg border border-line bg-surface opacity-0 shadow-card group-focus-within/message:opacity-100 group-hover/message:opacity-100">
          <IconButton
            ref={buttonRef}
            icon={Ellipsis}
            label={texts.chats.menu}
            look="soft"
            aria-haspopup="menu"
            data-testid="message-menu"
            onClick={openMenu}
          />
        </span>
      )}
    </article>
  );
});

function Body({ message, item, ownId }: Omit<MessageViewProps, 'isFirst' | 'isJumpedTo'>) {
  const texts = useTexts();
  const { forwardedFrom, replyTo, text } = message;
  return (
    <>
      {forwardedFrom !== undefined && (
        <p className="flex items-center gap-1 text-xs text-ink-soft">
          <Forward aria-hidden="true" className="size-3.5" />
          {forwardedFrom.nickname === undefined
            ? texts.chats.forwardedFromGone
            : texts.chats.forwarded(forwardedFrom.nickname)}
        </p>
      )}
      {replyTo !== undefined && <Quote conversation={item.id} seq={replyTo} members={item.members} />}
      {text !== '' && <MarkedText text={text} named={namedIn(message, item.members, ownId)} ownId={ownId} />}
      <Attachments conversation={item.id} message={message} />
      <Reactions message={message} members={item.members} ownId={ownId} />
    </>
  );
}

function Side({ message, mark }: { readonly message: Message; readonly mark: ReactNode }) {
  const texts = useTexts();
  const { sentAtMs, editedAtMs, recalled, pinned } = message;
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1 self-end pb-0.5 text-xs text-ink-soft">
      {pinned === true && (
        <span title={texts.chats.pinned}>
          <Pin aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{texts.chats.pinned}</span>
        </span>
      )}
      {editedAtMs !== undefined && recalled !== true && <span>{texts.chats.edited}</span>}
      <time dateTime={new Date(sentAtMs).toISOString()}>{formatTime(sentAtMs, texts)}</time>
      {mark}
    </span>
  );
}

interface SelectBoxProps {
  readonly seq: number;
  readonly name: string;
  readonly isOffered: boolean;
}

function SelectBox({ seq, name, isOffered }: SelectBoxProps) {
  const { selected, select } = useChatTools();
  return (
    <input
      type="checkbox"
      aria-label={name}
      data-testid="message-select-box"
      disabled={!isOffered}
      checked={selected?.has(seq) ?? false}
      onChange={() => select(seq)}
      className="mt-2 size-5 shrink-0 accent-accent"
    />
  );
}
