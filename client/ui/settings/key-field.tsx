// A key that works in every program: shows it, and takes another one by its being pressed. Part of the desktop settings.
import { type KeyboardEvent, useId, useState } from 'react';
import type { KeyTrouble } from '../../ipc.ts';
import { keyCaps, type ReadKey, readKey } from '../desktop/accelerator.ts';
import { buttonClass } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';

interface KeyFieldProps {
  readonly label: string;
  /** As the system registers it; empty: none. */
  readonly value: string;
  readonly trouble: KeyTrouble;
  readonly onChange: (accelerator: string) => void;
}

/** Escape keeps the old key, Backspace removes it; Tab goes on as everywhere. */
export function KeyField({ label, value, trouble, onChange }: KeyFieldProps) {
  const words = useTexts().desktop.settings;
  const id = useId();
  const [listening, setListening] = useState(false);
  const [refused, setRefused] = useState<ReadKey['kind']>();
  const listen = (on: boolean) => {
    setListening(on);
    setRefused(undefined);
  };
  const press = (event: KeyboardEvent) => {
    if (!listening || (event.key === 'Tab' && !isHeld(event))) return;
    // Nothing else may take it: Escape would close the dialog.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return listen(false);
    const read = event.key === 'Backspace' && !isHeld(event) ? noKey : readKey(event);
    if (read.kind !== 'key') return setRefused(read.kind);
    listen(false);
    onChange(read.accelerator);
  };
  const complaint = listening ? undefined : trouble && words.keyTroubles[trouble];
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <p id={id} className="text-sm font-medium">
        {label}
      </p>
      <div className="flex items-center gap-2">
        <KeyCaps value={value} none={words.noKey} />
        <button
          type="button"
          aria-label={listening ? words.pressKeys : words.changeKey(label)}
          aria-describedby={`${id}-said`}
          onClick={() => listening || listen(true)}
          onKeyDown={press}
          onBlur={() => listen(false)}
          className={classNames(
            buttonClass(listening ? 'primary' : 'secondary'),
            'h-9! shrink-0 px-3! text-sm!',
          )}
        >
          {listening ? words.pressKeys : words.change}
        </button>
      </div>
      <p
        id={`${id}-said`}
        aria-live="polite"
        className={classNames('text-sm', complaint === undefined ? 'text-ink-soft' : 'text-danger-ink')}
      >
        {complaint}
        {listening && sayRefused(refused, words)}
      </p>
    </div>
  );
}

const noKey: ReadKey = { kind: 'key', accelerator: '' };

function isHeld({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey;
}

function sayRefused(
  refused: ReadKey['kind'] | undefined,
  words: ReturnType<typeof useTexts>['desktop']['settings'],
): string {
  if (refused === 'needs-modifier') return words.needsModifier;
  return refused === 'unknown' ? words.unknownKey : words.pressKeysHint;
}

function KeyCaps({ value, none }: { readonly value: string; readonly none: string }) {
  const caps = keyCaps(value, navigator.userAgent);
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1 text-sm">
      {caps.length === 0 && <span className="text-ink-soft">{none}</span>}
      {caps.map((cap) => (
        <kbd
          key={cap}
          className="inline-block min-w-7 rounded-md bg-raised px-2 text-center font-sans leading-7"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
