// Keys as the system registers them (`Control+Shift+M`), read from key presses and written for people. Pure.

/** What of a key press matters here. */
export type KeyPress = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/** By the key's place on the keyboard, so that it stays the same key in every layout and with every modifier. */
const named: Readonly<Record<string, string>> = {
  Space: 'Space',
  Tab: 'Tab',
  Enter: 'Enter',
  Backspace: 'Backspace',
  Delete: 'Delete',
  Insert: 'Insert',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ScrollLock: 'Scrolllock',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
};

/** Keys that type nothing and that no program needs all day: these may stand alone. */
const free = /^(F\d{1,2}|Scrolllock|Insert)$/;

export type ReadKey =
  | { readonly kind: 'key'; readonly accelerator: string }
  /** Only modifiers so far: more is to come. */
  | { readonly kind: 'unfinished' }
  /** It would be taken away from every other program. */
  | { readonly kind: 'needs-modifier' }
  | { readonly kind: 'unknown' };

/** The key with its modifiers that a press means. */
export function readKey(press: KeyPress): ReadKey {
  if (['Control', 'Alt', 'AltGraph', 'Shift', 'Meta'].includes(press.key)) return { kind: 'unfinished' };
  const key = keyOf(press.code);
  if (key === undefined) return { kind: 'unknown' };
  const isHeld = press.ctrlKey || press.altKey || press.metaKey;
  if (!isHeld && !free.test(key)) return { kind: 'needs-modifier' };
  return { kind: 'key', accelerator: withModifiers(press, key) };
}

/** Whether a press is that of a key, in whatever order its modifiers are written. @param accelerator empty: no key */
export function isPressOf(press: KeyPress, accelerator: string): boolean {
  const key = keyOf(press.code);
  const inOrder = (keys: string): string => keys.split('+').sort().join();
  return key !== undefined && inOrder(withModifiers(press, key)) === inOrder(accelerator);
}

/**
 * The parts as they stand on keyboards, for example `['Ctrl', 'Shift', 'M']`.
 * @param userAgent of the browser, which names the system
 */
export function keyCaps(accelerator: string, userAgent: string): string[] {
  const system = userAgent.includes('Mac') ? 'Cmd' : userAgent.includes('Windows') ? 'Win' : 'Super';
  const caps: Readonly<Record<string, string>> = { Control: 'Ctrl', Meta: system, Scrolllock: 'Scroll Lock' };
  return accelerator === '' ? [] : accelerator.split('+').map((part) => caps[part] ?? part);
}

function withModifiers(press: KeyPress, key: string): string {
  const modifiers = [
    press.ctrlKey && 'Control',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift',
    press.metaKey && 'Meta',
  ];
  return [...modifiers.filter((modifier) => modifier !== false), key].join('+');
}

function keyOf(code: string): string | undefined {
  const [, character] = /^(?:Key|Digit)([A-Z0-9])$/.exec(code) ?? [];
  const [functionKey] = /^F([1-9]|1\d|2[0-4])$/.exec(code) ?? [];
  const [, digit] = /^Numpad(\d)$/.exec(code) ?? [];
  return character ?? functionKey ?? (digit === undefined ? named[code] : `num${digit}`);
}
