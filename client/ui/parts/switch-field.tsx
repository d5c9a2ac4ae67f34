// A labelled switch with a line of explanation. Used by the people panel and the settings.
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';

interface SwitchFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  /** The hint then says why. */
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function SwitchField({ label, hint, checked, disabled = false, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <div className="min-w-0 flex-1">
        <p id={id} className="text-sm font-medium">
          {label}
        </p>
        <p id={`${id}-hint`} className="text-sm text-ink-soft">
          {hint}
        </p>
      </div>
      <Switch.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        className="flex h-6 w-11 shrink-0 cursor-pointer items-center rounded-full bg-line-strong p-0.5 transition-colors data-checked:bg-accent data-disabled:cursor-default data-disabled:opacity-50"
      >
        <Switch.Thumb className="size-5 rounded-full bg-white transition-transform data-checked:translate-x-5" />
      </Switch.Root>
    </div>
  );
}
