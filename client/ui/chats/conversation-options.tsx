// What the account sets for a conversation for itself alone: pinned, muted, put away, marked as unread.
import { Archive, ArchiveRestore, Bell, BellOff, Ellipsis, MailOpen, Pin, PinOff } from 'lucide-react';
import type { ConversationItem, OwnSettings } from '../../app/conversations-model.ts';
import { goTo } from '../address/address-store.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../parts/menu.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { isMuted } from './list-conversations.ts';

/** Muted until it is said otherwise: as late as a number of the protocol can say. */
const alwaysMs = Number.MAX_SAFE_INTEGER;

interface ConversationOptionsProps {
  readonly item: ConversationItem;
  readonly onPins: () => void;
}

export function ConversationOptions({ item, onPins }: ConversationOptionsProps) {
  const texts = useTexts();
  const { conversations } = useActions();
  const { pinned, archived } = item.state;
  const muted = isMuted(item);
  const set = (settings: OwnSettings) => void conversations.setOwn(item.id, settings);
  return (
    <Menu
      title={texts.chats.options}
      trigger={<IconButton icon={Ellipsis} label={texts.chats.options} data-testid="conversation-options" />}
    >
      <MenuItem icon={Pin} label={texts.chats.pins} testId="conversation-pins" onSelect={onPins} />
      <MenuSeparator />
      <MenuItem
        icon={pinned ? PinOff : Pin}
        label={pinned ? texts.chats.unpinChat : texts.chats.pinChat}
        testId="conversation-pin"
        onSelect={() => set({ pinned: !pinned })}
      />
      <MenuItem
        icon={muted ? Bell : BellOff}
        label={muted ? texts.chats.unmute : texts.chats.mute}
        testId="conversation-mute"
        onSelect={() => set({ mutedUntilMs: muted ? 0 : alwaysMs })}
      />
      <MenuItem
        icon={MailOpen}
        label={texts.chats.markUnread}
        testId="conversation-mark-unread"
        onSelect={() => {
          set({ markedUnread: true });
          // Staying would read it again.
          goTo({ kind: 'chats' });
        }}
      />
      <MenuItem
        icon={archived ? ArchiveRestore : Archive}
        label={archived ? texts.chats.unarchiveChat : texts.chats.archiveChat}
        testId="conversation-archive"
        onSelect={() => set({ archived: !archived })}
      />
    </Menu>
  );
}
