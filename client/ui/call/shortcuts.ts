// The keys of a call. `shortcutOf` decides, `useShortcuts` listens; tooltips show the same keys.
import { useEffect, useEffectEvent } from 'react';

const keys = { microphone: 'm', camera: 'v', share: 's', people: 'p', layout: 'l', settings: ',' } as const;
export type Shortcut = keyof typeof keys;
export const shortcuts = Object.keys(keys) as readonly Shortcut[];

/** What of a key press matters here. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing'
>;

/** The key as tooltips show it. */
export function shortcutLabel(shortcut: Shortcut): string {
  return keys[shortcut].toUpperCase();
}

/** What a key press asks for. Keyboards without Latin letters, and input methods, are read by the key's place. */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat || press.isComposing) return undefined;
  const isLatin = /^[\x20-\x7e]$/.test(press.key);
  const key = isLatin ? press.key.toLowerCase() : press.code.replace(/^Key/, '').toLowerCase();
  return shortcuts.find((shortcut) => keys[shortcut] === key);
}

/** Where keys mean something else: fields, lists of choices, and whatever lies over the call. */
const ownKeys = 'input, textarea, select, [contenteditable], [role="slider"], [role="menu"], [role="dialog"]';

export function hasOwnKeys(element: Element): boolean {
  return element.closest(ownKeys) !== null;
}

/** Calls back for every shortcut pressed, unless the focus is where keys mean something else. */
export function useShortcuts(on: boolean, onShortcut: (shortcut: Shortcut) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = shortcutOf(event);
    if (shortcut === undefined || event.defaultPrevented) return;
    if (event.target instanceof Element && hasOwnKeys(event.target)) return;
    event.preventDefault();
    onShortcut(shortcut);
  });
  useEffect(() => {
    if (!on) return;
    addEventListener('keydown', handle);
    return () => removeEventListener('keydown', handle);
  }, [on]);
}
