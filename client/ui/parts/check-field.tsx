// A labelled check box. Used by the sign-in form.
import { Checkbox } from '@base-ui/react/checkbox';
import { Check } from 'lucide-react';

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function CheckField({ label, checked, onChange }: CheckFieldProps) {
  return (
    <label className="flex items-center gap-2.5 text-sm">
      <Checkbox.Root
        checked={checked}
        onCheckedChange={onChange}
        className="grid size-5 shrink-0 place-items-center rounded border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent"
      >
        <Checkbox.Indicator className="text-on-accent">
          <Check aria-hidden="true" className="size-4" strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      {label}
    </label>
  );
}
