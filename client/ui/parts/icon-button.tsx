// A square button that shows an icon and explains itself by a hint. Used in bars, panels and dialogs.
import { Button } from '@base-ui/react/button';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Tip } from './tip.tsx';

const pressed = 'aria-pressed:bg-accent-soft aria-pressed:text-accent-ink aria-expanded:bg-accent-soft';
const looks = {
  plain: `text-ink hover:bg-raised-hover ${pressed}`,
  soft: `text-ink-soft hover:bg-raised-hover ${pressed}`,
  danger: 'bg-danger text-white hover:bg-danger-hover',
  picture: 'bg-plate text-white hover:bg-black aria-pressed:bg-white aria-pressed:text-black',
  tool: 'text-white hover:bg-white/20 data-disabled:opacity-40 aria-pressed:bg-white aria-pressed:text-black',
} as const;

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
  /** `soft` stands back behind what it belongs to; `picture` is read over any picture; `tool` lies on a plate that is. */
  readonly look?: keyof typeof looks;
}

export function IconButton({
  icon: Icon,
  label,
  hint,
  shortcut,
  badge,
  look = 'plain',
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
          'relative grid size-10 shrink-0 place-items-center rounded-lg transition-colors',
          looks[look],
          badge !== undefined && badgeClass,
        )}
      >
        <Icon aria-hidden="true" className="size-5" />
      </Button>
    </Tip>
  );
}
