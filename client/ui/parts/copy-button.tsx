// Copies a text and says whether it did. Used by the invitation.
import { Check, Copy, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTexts } from '../texts/language-store.ts';
import { Button, type ButtonLook } from './button.tsx';

/** How long the outcome stands in place of the label. */
const outcomeShownMs = 2500;

interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
  readonly look?: ButtonLook;
  readonly icon?: LucideIcon;
  readonly className?: string;
}

export function CopyButton({
  label,
  text,
  look = 'secondary',
  icon = Copy,
  className = '',
}: CopyButtonProps) {
  const texts = useTexts();
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), outcomeShownMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  const Icon = outcome === 'copied' ? Check : icon;
  const failed = outcome === 'failed';
  return (
    <div className={className}>
      <Button look={look} className="w-full" onClick={() => void copy()}>
        <Icon aria-hidden="true" className="size-4.5 shrink-0" />
        {outcome === 'copied' ? texts.invitation.copied : label}
      </Button>
      <output className={failed ? 'mt-1 block text-sm text-danger-ink' : 'sr-only'}>
        {failed && texts.invitation.copyFailed}
        {outcome === 'copied' && texts.invitation.copied}
      </output>
    </div>
  );
}
