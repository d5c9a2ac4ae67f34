// A choice with a small picture: a radio button or a check box as keyboards and screen readers know them.
import type { ReactNode } from 'react';

interface EffectTileProps {
  readonly kind: 'radio' | 'checkbox';
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function EffectTile({ kind, name, label, checked, onChange, children }: EffectTileProps) {
  return (
    <label className="relative flex w-19 cursor-pointer flex-col gap-1 text-center text-xs">
      <input
        type={kind}
        name={name}
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
        className="peer sr-only"
      />
      <span
        aria-hidden="true"
        className="flex h-12 overflow-hidden rounded-lg border border-line-strong bg-raised outline-offset-2 peer-checked:border-accent peer-checked:ring-2 peer-checked:ring-accent peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:bg-raised-hover"
      >
        {children}
      </span>
      <span className="text-ink-soft peer-checked:font-medium peer-checked:text-ink">{label}</span>
    </label>
  );
}
