// One labelled line of input with a hint or a sentence of complaint below it. Used by every form.
import { Field } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export const inputClass =
  'h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft ' +
  'aria-invalid:border-danger-ink data-invalid:border-danger-ink focus-visible:outline-offset-0';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'className' | 'value' | 'defaultValue'> {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong with the value; takes the place of the hint. */
  readonly complaint?: string | undefined;
  readonly className?: string;
  readonly inputClassName?: string;
  /** Shown inside the input, at its end. */
  readonly trailing?: ReactNode;
  /** Shown after the input, on the same line. */
  readonly beside?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const {
    label,
    value,
    onValueChange,
    hint,
    complaint,
    className,
    inputClassName,
    trailing,
    beside,
    ...rest
  } = props;
  return (
    <Field.Root invalid={complaint !== undefined} className={classNames('flex flex-col gap-1.5', className)}>
      <Field.Label className="text-sm font-medium text-ink">{label}</Field.Label>
      <span className="flex gap-2">
        <span className="relative block min-w-0 flex-1">
          <Field.Control
            {...rest}
            value={value}
            onValueChange={onValueChange}
            className={classNames(inputClass, trailing !== undefined && 'pr-12', inputClassName)}
          />
          {trailing !== undefined && (
            <span className="absolute inset-y-0 right-0.5 grid place-items-center">{trailing}</span>
          )}
        </span>
        {beside}
      </span>
      {complaint !== undefined && (
        <Field.Error match className="text-sm leading-5 text-danger-ink">
          {complaint}
        </Field.Error>
      )}
      {complaint === undefined && hint !== undefined && (
        <Field.Description className="text-sm leading-5 text-ink-soft">{hint}</Field.Description>
      )}
    </Field.Root>
  );
}
