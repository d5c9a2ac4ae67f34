// What one may do with a message: one menu for all messages of a view, opened at the message it is about.
import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Copy, Forward, History, ListChecks, Pencil, Pin, PinOff, Reply, Undo2, Users } from 'lucide-react';
import type { Message } from '../../../protocol/messages/model.ts';
import type { ConversationItem } from '../../app/conversations-model.ts';
import { MenuItem, MenuSeparator } from '../parts/menu.tsx';
import { useTexts } from '../texts/language-store.ts';
import { type MessageDeed, planDeeds } from './plan-deeds.ts';

/** Those of one press. */
export const quickEmoji = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const;

export interface MenuPlace {
  readonly message: Message;
  readonly anchor: Element;
}

interface MessageMenuProps {
  readonly place: MenuPlace | undefined;
  readonly item: ConversationItem;
  readonly ownId: string;
  readonly onClose: () => void;
  readonly onDo: (deed: MessageDeed, message: Message) => void;
  readonly onReact: (message: Message, emoji: string) => void;
}

const icons = {
  reply: Reply,
  edit: Pencil,
  copy: Copy,
  forward: Forward,
  select: ListChecks,
  pin: Pin,
  unpin: PinOff,
  readers: Users,
  history: History,
  recall: Undo2,
} as const satisfies Record<MessageDeed, unknown>;

export function MessageMenu({ place, item, ownId, onClose, onDo, onReact }: MessageMenuProps) {
  const texts = useTexts();
  const deeds = place === undefined ? [] : planDeeds(place.message, item, ownId);
  return (
    <BaseMenu.Root open={place !== undefined} onOpenChange={(open) => !open && onClose()}>
      <BaseMenu.Portal render={<nav aria-label={texts.chats.menu} />}>
        <BaseMenu.Positioner anchor={place?.anchor ?? null} sideOffset={4} align="end" className="z-40">
          <BaseMenu.Popup
            finalFocus={() => (place?.anchor instanceof HTMLElement ? place.anchor : true)}
            data-testid="message-menu-open"
            className="fading max-h-(--available-height) min-w-60 origin-(--transform-origin) overflow-y-auto rounded-xl border border-line bg-surface p-1.5 text-ink shadow-float outline-none"
          >
            {place !== undefined && deeds.includes('reply') && (
              <>
                <BaseMenu.Group aria-label={texts.chats.react} className="flex justify-between px-1">
                  {quickEmoji.map((emoji) => (
                    <BaseMenu.Item
                      key={emoji}
                      aria-label={texts.chats.reactWith(emoji)}
                      data-testid="message-react"
                      onClick={() => onReact(place.message, emoji)}
                      className="grid size-10 place-items-center rounded-lg text-xl outline-none select-none data-highlighted:bg-raised"
                    >
                      {emoji}
                    </BaseMenu.Item>
                  ))}
                </BaseMenu.Group>
                <MenuSeparator />
              </>
            )}
            {place !== undefined &&
              deeds.map((deed) => (
                <MenuItem
                  key={deed}
                  icon={icons[deed]}
                  label={texts.chats[deed]}
                  testId={`message-${deed}`}
                  onSelect={() => onDo(deed, place.message)}
                />
              ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
