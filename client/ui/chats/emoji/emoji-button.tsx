// The button that opens the emoji.
import { Popover } from '@base-ui/react/popover';
import { Smile } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { useTexts } from '../../texts/language-store.ts';

// A server that was updated since the page was opened no longer has the part that this page asks for.
const EmojiPicker = lazy(() => import('./emoji-picker.tsx').catch(() => ({ default: Outdated })));

export function EmojiButton({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={<IconButton icon={Smile} look="soft" label={texts.chats.emoji} data-testid="emoji-open" />}
      />
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="start" collisionPadding={8} className="z-40">
          <Popover.Popup
            aria-label={texts.chats.emoji}
            className="fading origin-(--transform-origin) rounded-xl border border-line bg-surface p-3 text-ink shadow-float outline-none"
          >
            <Suspense fallback={<div className="h-80 w-76" />}>
              <EmojiPicker
                onChoose={(emoji) => {
                  setOpen(false);
                  onChoose(emoji);
                }}
              />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Outdated(_props: { readonly onChoose: unknown }) {
  return <p className="w-76 text-sm text-ink-soft">{useTexts().problems['version-mismatch']}</p>;
}
