// Details of what is open: a column beside the content where there is room, and a sheet over it elsewhere.
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../parts/icon-button.tsx';
import { useTexts } from '../texts/language-store.ts';
import { useFrame } from './frame-context.ts';

interface DetailsProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Stands beside the content in a row; the content gives way. */
export function Details({ open, title, onClose, children }: DetailsProps) {
  const texts = useTexts();
  const { details } = useFrame();
  if (details === 'column') {
    return (
      open && (
        <aside
          aria-label={title}
          className="flex w-80 shrink-0 flex-col overflow-hidden border-l border-line bg-surface"
        >
          <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
            <h2 className="flex-1 truncate font-semibold">{title}</h2>
            <IconButton icon={X} label={texts.actions.close} onClick={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </aside>
      )
    );
  }
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Viewport className="fixed inset-x-0 top-(--message-space) bottom-0 z-30 flex justify-end">
          <BaseDialog.Popup className="fading flex h-full w-full max-w-sm flex-col overflow-hidden bg-surface text-ink shadow-float">
            <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-4">
              <BaseDialog.Title className="flex-1 truncate font-semibold">{title}</BaseDialog.Title>
              <BaseDialog.Close render={<IconButton icon={X} label={texts.actions.close} />} />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
