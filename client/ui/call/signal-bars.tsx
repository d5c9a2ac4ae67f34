// The bars that stand for a connection: those that are missing stay visible, faintly. Used by the connection badges.
import { Signal, SignalLow, SignalMedium } from 'lucide-react';
import { classNames } from '../parts/class-names.ts';
import type { Quality } from './compare-streams.ts';

const icons = { good: Signal, fair: SignalMedium, poor: SignalLow } as const;

/** @param className sets the size */
export function SignalBars({
  quality,
  className,
}: {
  readonly quality: Quality;
  readonly className: string;
}) {
  const Icon = icons[quality];
  return (
    <span aria-hidden="true" className={classNames('relative block', className)}>
      <Signal className="absolute inset-0 size-full opacity-30" />
      <Icon className="absolute inset-0 size-full" strokeWidth={2.5} />
    </span>
  );
}
