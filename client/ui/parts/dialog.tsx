// A window over the screen that keeps the focus until it is closed. Used by settings, change of password, questions.
import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTexts } from '../texts/language-store.ts';
import { IconButton } from './icon-button.tsx';

const widths = { form: 'max-w-md', settings: 'max-w-2xl', table: 'max-w-4xl' } as const;

interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly width?: keyof typeof widths;
}

export function Dialog({ open, onOpenChange, title, children, width = 'form' }: DialogProps) {
  const texts = useTexts();
  const bodyRef = useRef<HTMLDivElement>(null);
  const firstControl = () => bodyRef.current?.querySelector<HTMLElement>('input, select, button') ?? true;
  return (
    <BaseDialog.Root open={open} onOpenChange={onOpenChange}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-30 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Viewport className="fixed inset-x-0 top-(--message-space) bottom-0 z-30 grid place-items-center p-3 sm:p-6">
          <BaseDialog.Popup
            initialFocus={firstControl}
            className={`fading flex max-h-full w-full flex-col overflow-hidden rounded-2xl bg-surface text-ink shadow-float ${widths[width]}`}
          >
            <header className="flex items-center gap-3 border-b border-line py-2.5 pr-3 pl-6">
              <BaseDialog.Title className="flex-1 text-lg font-semibold">{title}</BaseDialog.Title>
              <BaseDialog.Close render={<IconButton icon={X} label={texts.actions.close} />} />
            </header>
            <div ref={bodyRef} className="min-h-0 overflow-y-auto p-6">
              {children}
            </div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
