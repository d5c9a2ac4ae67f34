// How well a member's media arrives here. Used by the people panel.
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import type { Quality } from './compare-streams.ts';
import { SignalBars } from './signal-bars.tsx';

export function ConnectionBadge({ quality }: { readonly quality: Quality }) {
  const texts = useTexts();
  return (
    <span
      data-testid="connection"
      data-quality={quality}
      className={classNames('shrink-0', quality === 'good' ? 'text-ink-soft' : 'text-warning-ink')}
    >
      <SignalBars quality={quality} className="size-4.5" />
      <span className="sr-only">{texts.people.connections[quality]}</span>
    </span>
  );
}
