// Says above the input what it is for: an answer to a message, or a change of one.
import { Pencil, Reply, X } from 'lucide-react';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import type { ComposerTaskState } from './composer.tsx';
import { nameOf } from './names.ts';

interface ComposerTaskProps {
  readonly item: ConversationItem;
  readonly task: ComposerTaskState;
  readonly onEnd: () => void;
}

const shownMax = 200;

export function ComposerTask({ item, task: { replyTo, editing }, onEnd }: ComposerTaskProps) {
  const texts = useTexts();
  const { conversations } = useActions();
  const message = editing ?? (replyTo === undefined ? undefined : conversations.messageAt(item.id, replyTo));
  if (editing === undefined && replyTo === undefined) return null;
  const Icon = editing === undefined ? Reply : Pencil;
  const title =
    editing === undefined
      ? texts.chats.replyingTo(nameOf(message?.senderId, item.members, texts))
      : texts.chats.editing;
  return (
    <div data-testid="composer-task" className="flex items-center gap-2 pb-1">
      <Icon aria-hidden="true" className="size-4 shrink-0 text-accent-ink" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="block truncate font-medium text-accent-ink">{title}</span>
        <bdi className="block truncate text-ink-soft">{message?.text.slice(0, shownMax)}</bdi>
      </p>
      <IconButton
        icon={X}
        look="soft"
        label={editing === undefined ? texts.chats.stopReply : texts.chats.stopEdit}
        onClick={onEnd}
      />
    </div>
  );
}
