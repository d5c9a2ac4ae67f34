// How well somebody arrives here. Used by the people panel.
import { Signal, SignalLow, SignalMedium } from 'lucide-react';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import type { Quality } from './compare-streams.ts';

const icons = { good: Signal, fair: SignalMedium, poor: SignalLow } as const;

export function ConnectionMark({ quality }: { readonly quality: Quality }) {
  const texts = useTexts();
  const Icon = icons[quality];
  return (
    <span
      data-testid="connection"
      data-quality={quality}
      className={classNames('shrink-0', quality === 'good' ? 'text-ink-soft' : 'text-warning-ink')}
    >
      <Icon aria-hidden="true" className="size-4.5" />
      <span className="sr-only">{texts.people.connections[quality]}</span>
    </span>
  );
}
