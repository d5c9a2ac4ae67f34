// A small icon that says whether a member's microphone, camera or screen is on. Used by the people panel.
import type { LucideIcon } from 'lucide-react';

interface SourceBadgeProps {
  readonly icon: LucideIcon;
  readonly on: boolean;
  readonly label: string;
}

export function SourceBadge({ icon: Icon, on, label }: SourceBadgeProps) {
  return (
    <span className={`shrink-0 ${on ? 'text-accent-ink' : 'text-ink-soft'}`}>
      <Icon aria-hidden="true" className="size-4.5" />
      <span className="sr-only">{label}</span>
    </span>
  );
}
