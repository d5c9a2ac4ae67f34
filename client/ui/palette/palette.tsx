// The palette: finds people, conversations, meetings and places by a few letters, and leads there. Lies over everything.
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the list of a combobox and its options have no elements of their own */
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import { usePalette } from './palette-store.ts';
import { type PaletteItem, rankItems } from './rank-palette.ts';
import { type PaletteGroup, usePaletteSources } from './sources.ts';

export function Palette() {
  const { open, setOpen } = usePalette();
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Viewport className="fixed inset-x-0 top-(--message-space) bottom-0 z-40 flex flex-col items-center p-3 sm:p-6 md:pt-[12vh]">
          <Dialog.Popup
            data-testid="palette"
            className="fading flex max-h-full w-full max-w-xl flex-col overflow-hidden rounded-2xl border border-line bg-surface text-ink shadow-float"
          >
            <PaletteBody onDone={() => setOpen(false)} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What fits, by source; a source without anything is left out. */
function useGroups(typed: string): readonly PaletteGroup[] {
  return usePaletteSources(typed)
    .map((group) => ({ ...group, items: rankItems(group.items, typed) }))
    .filter(({ items }) => items.length > 0);
}

function PaletteBody({ onDone }: { readonly onDone: () => void }) {
  const texts = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const groups = useGroups(typed);
  const all = groups.flatMap(({ id: source, items }) => items.map((item) => ({ source, item })));
  const current = all[Math.min(at, all.length - 1)];
  const optionId = (source: string, item: PaletteItem) => `${id}-${source}-${item.key}`;
  const choose = (item: PaletteItem) => {
    onDone();
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && all.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, all.length - 1) + step + all.length) % all.length);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      choose(current.item);
    }
  };
  return (
    <>
      <Dialog.Title className="sr-only">{texts.palette.title}</Dialog.Title>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden="true" className="size-5 shrink-0 text-ink-soft" />
        <input
          role="combobox"
          aria-label={texts.palette.label}
          aria-expanded={all.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current && optionId(current.source, current.item)}
          autoComplete="off"
          spellCheck={false}
          data-testid="palette-input"
          placeholder={texts.palette.label}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-14 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-soft"
        />
        <kbd className="hidden rounded bg-raised px-2 font-sans text-xs leading-6 text-ink-soft sm:block">
          Esc
        </kbd>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={texts.palette.results}
        className="overflow-y-auto p-2"
      >
        {groups.map((group) => (
          <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
            <p id={`${id}-${group.id}`} className="px-3 pt-2 pb-1 text-xs font-medium text-ink-soft">
              {group.name}
            </p>
            {group.items.map((item) => (
              <Option
                key={item.key}
                id={optionId(group.id, item)}
                item={item}
                isCurrent={item === current?.item}
                onChoose={() => choose(item)}
              />
            ))}
          </div>
        ))}
      </div>
      <output className={all.length > 0 ? 'sr-only' : 'block px-5 pb-5 text-[0.9375rem] text-ink-soft'}>
        {all.length > 0 ? texts.palette.count(all.length) : texts.palette.nothing}
      </output>
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

/** Chosen by the field's keys, which keeps the focus; the pointer works too. */
function Option({ id, item: { icon: Icon, label, hint }, isCurrent, onChoose }: OptionProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
    <div
      ref={ref}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      data-testid="palette-item"
      onClick={onChoose}
      className={classNames(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 text-[0.9375rem]',
        isCurrent ? 'bg-accent-soft text-accent-ink' : 'hover:bg-raised',
      )}
    >
      <Icon aria-hidden="true" className="size-4.5 shrink-0" />
      <bdi className="min-w-0 flex-1 truncate">{label}</bdi>
      {hint !== undefined && (
        <bdi className="max-w-[45%] shrink-0 truncate text-sm text-ink-soft">{hint}</bdi>
      )}
    </div>
  );
}
