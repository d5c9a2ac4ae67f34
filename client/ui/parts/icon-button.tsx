// A square button that shows an icon and explains itself by a hint. Used in bars, panels and dialogs.
import { Button } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Tip } from './tip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children'> {
  readonly icon: LucideIcon;
  /** Accessible name, and the hint unless there is another. */
  readonly label: string;
  readonly hint?: string;
  readonly shortcut?: string;
  readonly className?: string;
}

export function IconButton({ icon: Icon, label, hint, shortcut, className, ...rest }: IconButtonProps) {
  return (
    <Tip text={hint ?? label} shortcut={shortcut}>
      <Button
        {...rest}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        className={classNames(
          'grid size-10 shrink-0 place-items-center rounded-lg text-ink transition-colors hover:bg-raised-hover',
          'aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-accent-soft',
          className,
        )}
      >
        <Icon aria-hidden="true" className="size-5" />
      </Button>
    </Tip>
  );
}
