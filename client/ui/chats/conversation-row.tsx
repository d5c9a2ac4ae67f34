// One conversation in the list: who, the last words, when, how many are unread.
import { AtSign, BellOff, Pin } from 'lucide-react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { formatAddress } from '../address/address.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import { describeLast } from './describe-last.ts';
import { formatWhen } from './format-when.ts';
import { isMuted } from './list-conversations.ts';

interface ConversationRowProps {
  readonly item: ConversationItem;
  readonly name: string;
  readonly ownId: string;
  readonly isOpen: boolean;
}

export function ConversationRow({ item, name, ownId, isOpen }: ConversationRowProps) {
  const texts = useTexts();
  const { id, unread, draft, state } = item;
  const words = describeLast(item, ownId, texts);
  const unreadShown = unread > 99 ? '99+' : unread;
  return (
    <a
      href={formatAddress({ kind: 'chats', conversationId: id })}
      data-testid="conversation-item"
      data-conversation={id}
      data-unread={unread}
      data-marked={state.markedUnread}
      aria-current={isOpen ? 'page' : undefined}
      className={classNames(
        'flex items-center gap-3 rounded-xl px-2 py-2',
        isOpen ? 'bg-accent-soft' : 'hover:bg-raised-hover',
      )}
    >
      <Avatar nickname={name} className="size-11 text-sm" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <PersonName
            name={name}
            className={classNames('min-w-0 flex-1 truncate', unread > 0 && 'font-semibold')}
          />
          <time
            className="shrink-0 text-xs text-ink-soft"
            dateTime={new Date(state.activeAtMs).toISOString()}
          >
            {formatWhen(state.activeAtMs, texts)}
          </time>
        </span>
        <span className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate text-sm text-ink-soft">
            {draft !== undefined && <span className="text-danger-ink">{texts.chats.draft} </span>}
            <bdi>{words}</bdi>
          </span>
          <RowMarks item={item} />
          {unread === 0 && state.markedUnread && (
            <span className="size-2.5 shrink-0 rounded-full bg-accent">
              <span className="sr-only">{texts.chats.markUnread}</span>
            </span>
          )}
          {unread > 0 && (
            <span className="min-w-5 shrink-0 rounded-full bg-accent px-1.5 text-center text-xs leading-5 font-medium text-on-accent tabular-nums">
              <span aria-hidden="true">{unreadShown}</span>
              <span className="sr-only">{texts.chats.unread(unread)}</span>
            </span>
          )}
        </span>
      </span>
    </a>
  );
}

function RowMarks({ item }: { readonly item: ConversationItem }) {
  const texts = useTexts();
  const { mentions, pinned } = item.state;
  const marks = [
    { icon: AtSign, text: texts.chats.mentioned, isShown: mentions > 0 && item.unread > 0 },
    { icon: BellOff, text: texts.chats.muted, isShown: isMuted(item) },
    { icon: Pin, text: texts.chats.pinned, isShown: pinned },
  ];
  return marks.map(
    ({ icon: Icon, text, isShown }) =>
      isShown && (
        <span key={text} className="shrink-0 text-ink-soft">
          <Icon aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{text}</span>
        </span>
      ),
  );
}
