// A message that the server has: who wrote it, its text, when, and how far it has come.
import { memo } from 'react';
import type { Message } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { PersonName } from '../parts/person-name.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Attachments } from './attachments/attachments.tsx';
import { formatTime } from './format-when.ts';
import { MarkedText } from './marked-text.tsx';
import { progressOf } from './message-state.ts';
import { ProgressMark } from './progress-mark.tsx';

interface MessageViewProps {
  readonly message: Message;
  /** The first of its group, which says who wrote it. */
  readonly isFirst: boolean;
  readonly item: ConversationItem;
  readonly ownId: string;
}

export const MessageView = memo(({ message, isFirst, item, ownId }: MessageViewProps) => {
  const texts = useTexts();
  const { seq, clientId, senderId, sentAtMs, editedAtMs, recalled } = message;
  const isOwn = senderId === ownId;
  const sender = item.members.find(({ accountId }) => accountId === senderId)?.nickname ?? '';
  const progress = progressOf(message, item.state, ownId);
  return (
    <article
      data-testid="message-item"
      data-seq={seq}
      data-client-id={clientId}
      data-state={progress}
      className={classNames(
        'group/message relative flex gap-3 rounded-lg px-1 py-0.5 hover:bg-raised',
        isFirst && 'mt-2',
      )}
    >
      <span className="w-9 shrink-0">
        {isFirst && <Avatar nickname={sender} className="size-9 text-xs" />}
      </span>
      <div className="min-w-0 flex-1">
        {isFirst && (
          <p className="flex items-baseline gap-2">
            <PersonName name={isOwn ? texts.chats.you : sender} className="truncate text-sm font-semibold" />
          </p>
        )}
        {recalled === true ? (
          <p className="text-ink-soft italic">{texts.chats.recalled}</p>
        ) : (
          <>
            {message.text !== '' && <MarkedText text={message.text} named={[]} ownId={ownId} />}
            <Attachments conversation={item.id} message={message} />
          </>
        )}
      </div>
      <span className="flex shrink-0 items-start gap-1 self-end pb-0.5 text-xs text-ink-soft">
        {editedAtMs !== undefined && recalled !== true && <span>{texts.chats.edited}</span>}
        <time dateTime={new Date(sentAtMs).toISOString()}>{formatTime(sentAtMs, texts)}</time>
        {isOwn && <ProgressMark progress={progress} />}
      </span>
    </article>
  );
});
