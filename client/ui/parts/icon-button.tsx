// A square button that shows an icon and explains itself by a hint. Used in bars, panels and dialogs.
import { Button } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Tip } from './tip.tsx';

const badgeClass =
  'after:absolute after:-top-0.5 after:-right-0.5 after:min-w-4.5 after:rounded-full after:bg-ink after:px-1 ' +
  'after:text-[0.6875rem] after:leading-4.5 after:text-canvas after:tabular-nums after:content-[attr(data-badge)]';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children'> {
  readonly icon: LucideIcon;
  /** Accessible name, and the hint unless there is another. */
  readonly label: string;
  readonly hint?: string;
  readonly shortcut?: string;
  /** A short mark over the corner, such as a count; the label says it too. */
  readonly badge?: string;
  readonly className?: string;
}

export function IconButton({
  icon: Icon,
  label,
  hint,
  shortcut,
  badge,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tip text={hint ?? label} shortcut={shortcut}>
      <Button
        {...rest}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        data-badge={badge}
        className={classNames(
          'relative grid size-10 shrink-0 place-items-center rounded-lg text-ink transition-colors hover:bg-raised-hover',
          'aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-accent-soft',
          badge !== undefined && badgeClass,
          className,
        )}
      >
        <Icon aria-hidden="true" className="size-5" />
      </Button>
    </Tip>
  );
}
