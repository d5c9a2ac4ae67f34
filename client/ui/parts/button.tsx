// The button with words. Used by every form, dialog and card.
import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'bg-raised text-ink hover:bg-raised-hover',
  quiet: 'text-accent-ink hover:bg-accent-soft',
  danger: 'bg-danger text-white hover:bg-danger-hover',
} as const;

export type ButtonLook = keyof typeof looks;

/** Shared by buttons and by what looks like one. */
export function buttonClass(look: ButtonLook): string {
  return classNames(
    'relative inline-flex h-11 items-center justify-center gap-2 rounded-lg px-4 text-[0.9375rem] font-medium',
    'whitespace-nowrap transition-colors select-none data-disabled:opacity-60',
    looks[look],
  );
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly look?: ButtonLook;
  /** Something is on its way: a spinner covers the words, the size stays, and pressing does nothing. */
  readonly busy?: boolean;
  readonly className?: string;
}

export function Button({
  look = 'secondary',
  busy = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={disabled === true || busy}
      focusableWhenDisabled
      aria-busy={busy}
      className={classNames(buttonClass(look), className)}
    >
      <span className={classNames('inline-flex items-center gap-2', busy && 'opacity-0')}>{children}</span>
      {busy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </BaseButton>
  );
}
