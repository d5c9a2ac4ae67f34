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

/** Where keys mean something else: fields, and whatever lies over the call. */
const ownKeys = 'input, textarea, [contenteditable], [role="slider"], [role="menu"], [role="dialog"]';

/** Whether a key belongs to the element that has the focus. A list of choices has the letters that its choices begin with. */
export function hasOwnKeys(element: Element, key: string): boolean {
  if (element.closest(ownKeys) !== null) return true;
  return element instanceof HTMLSelectElement && beginsChoice(element, key.toLowerCase());
}

function beginsChoice({ options }: HTMLSelectElement, key: string): boolean {
  return Array.from(options).some(({ label }) => label.toLowerCase().startsWith(key));
}

/** Calls back for every shortcut pressed, unless the focus is where keys mean something else. */
export function useShortcuts(on: boolean, onShortcut: (shortcut: Shortcut) => void): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const shortcut = shortcutOf(event);
    if (shortcut === undefined || event.defaultPrevented) return;
    if (event.target instanceof Element && hasOwnKeys(event.target, event.key)) return;
    event.preventDefault();
    onShortcut(shortcut);
  });
  useEffect(() => {
    if (!on) return;
    addEventListener('keydown', handle);
    return () => removeEventListener('keydown', handle);
  }, [on]);
}
