// The one place for what is said in passing: right below, on phones above the tabs. Above every screen, under no dialog.
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from '../parts/icon-button.tsx';
import { NewSignInNews } from '../parts/new-sign-in-news.tsx';
import { useTexts } from '../texts/language-store.ts';
import { type LowerEdge, toastLifeMs } from './plan-toasts.ts';
import { type Toast, useToasts } from './toast-store.ts';

const atRight = 'items-end sm:left-auto sm:right-4';

/** Above the input of a chat. In a call over the stage: at the right a panel may have its input, and on phones below. */
const places: Readonly<Record<LowerEdge, string>> = {
  nothing: `bottom-20 ${atRight}`,
  tabs: `bottom-18 ${atRight}`,
  'strip-and-tabs': `bottom-34 ${atRight}`,
  'call-bar': 'items-start max-sm:top-44 sm:right-auto sm:bottom-24 sm:left-4',
};

export function Toasts({ edge }: { readonly edge: LowerEdge }) {
  const toasts = useToasts((state) => state.toasts);
  return createPortal(
    <div className={`pointer-events-none fixed inset-x-3 z-50 flex flex-col gap-2 ${places[edge]}`}>
      <output data-testid="toasts" className="flex flex-col items-end gap-2 empty:hidden">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </output>
      <NewSignInNews />
    </div>,
    document.body,
  );
}

/** Goes by itself, but not while it is pointed at. */
function ToastCard({ toast: { id, text } }: { readonly toast: Toast }) {
  const texts = useTexts();
  const dismiss = useToasts((state) => state.dismiss);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss(id), toastLifeMs(text));
    return () => clearTimeout(timer);
  }, [held, id, text, dismiss]);
  return (
    <span
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="pointer-events-auto flex max-w-md animate-appear items-center gap-3 rounded-xl border border-line bg-surface py-1.5 pr-1.5 pl-4 text-[0.9375rem] text-ink shadow-float"
    >
      <span className="min-w-0 flex-1 py-1.5 wrap-anywhere">{text}</span>
      <IconButton icon={X} look="soft" label={texts.shell.dismissToast} onClick={() => dismiss(id)} />
    </span>
  );
}
