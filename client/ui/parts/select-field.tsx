// A labelled native select: works with keyboard, screen reader and phone as people know it. Used by settings.
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';

const looks = {
  field: 'w-full rounded-lg border-line-strong bg-surface',
  control: 'w-23 rounded-xl border-transparent bg-control text-sm hover:bg-control-hover md:w-24',
} as const;

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps<T extends string>
  extends Omit<ComponentProps<'select'>, 'value' | 'onChange' | 'className'> {
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
  /** `field` in a form, `control` among the buttons of a bar. */
  readonly look?: keyof typeof looks;
}

/** The select without a label of its own; the caller names it by `aria-label` or a label element. */
export function Select<T extends string>({
  value,
  choices,
  onChoose,
  look = 'field',
  ...rest
}: SelectProps<T>) {
  const choose = (chosen: string) => {
    const choice = choices.find((candidate) => candidate.value === chosen);
    if (choice) onChoose(choice.value);
  };
  return (
    <span className="relative block">
      <select
        {...rest}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={`h-11 appearance-none truncate border pr-9 pl-3 text-ink transition-colors focus-visible:outline-offset-0 ${looks[look]}`}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-soft"
      />
    </span>
  );
}

/** A select with its label above it. */
export function SelectField<T extends string>({
  label,
  ...rest
}: SelectProps<T> & { readonly label: string }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Select id={id} {...rest} />
    </div>
  );
}
