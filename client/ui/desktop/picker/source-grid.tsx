// Previews to choose one from, by pointer or by arrow keys. Used by the picker screen, once for screens and once for windows.
import { AppWindow, Monitor } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { PickerSource } from '../../../ipc.ts';
import { classNames } from '../../parts/class-names.ts';
import { planMove } from './plan-move.ts';

interface SourceGridProps {
  readonly label: string;
  readonly sources: readonly PickerSource[];
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
  /** Chosen and wanted at once: a double click, or Enter. */
  readonly onShare: (id: string) => void;
}

export function SourceGrid({ label, sources, chosenId, onChoose, onShare }: SourceGridProps) {
  const name = useId();
  const ref = useRef<HTMLFieldSetElement>(null);
  const chosen = sources.findIndex(({ id }) => id === chosenId);
  useEffect(() => choicesIn(ref.current)[0]?.focus(), []);
  const press = (event: KeyboardEvent) => {
    const choices = choicesIn(ref.current);
    const index = planMove(event.key, chosen, sources.length, columnsOf(choices)) ?? -1;
    const next = sources[index];
    if (event.key === 'Enter' && chosenId !== undefined) onShare(chosenId);
    else if (next) {
      onChoose(next.id);
      choices[index]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <fieldset
      ref={ref}
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-3 p-1"
    >
      {sources.map((source) => (
        <div
          key={source.id}
          className={classNames(
            'relative flex min-w-0 flex-col gap-2 rounded-xl border-2 p-2 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            source.id === chosenId ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-raised',
          )}
        >
          <input
            type="radio"
            name={name}
            aria-label={source.name}
            title={source.name}
            data-testid="picker-source"
            checked={source.id === chosenId}
            onChange={() => onChoose(source.id)}
            onDoubleClick={() => onShare(source.id)}
            onKeyDown={press}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
          <Preview source={source} />
          <span aria-hidden="true" className="truncate px-1 text-sm">
            {source.name}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

/** Decorative: the name stands below. */
function Preview({ source }: { readonly source: PickerSource }) {
  const Icon = source.kind === 'screen' ? Monitor : AppWindow;
  return (
    <span className="grid aspect-video place-items-center overflow-hidden rounded-lg bg-tile">
      {source.thumbnail === '' ? (
        <Icon aria-hidden="true" className="size-10 text-ink-soft" />
      ) : (
        <img src={source.thumbnail} alt="" draggable={false} className="size-full object-contain" />
      )}
    </span>
  );
}

function choicesIn(group: HTMLElement | null): HTMLInputElement[] {
  return [...(group?.querySelectorAll('input') ?? [])];
}

/** How many stand beside each other, as the window's width has it. */
function columnsOf(choices: readonly HTMLInputElement[]): number {
  const tops = choices.map((choice) => choice.getBoundingClientRect().top);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}
