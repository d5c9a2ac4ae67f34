// Every key that can be chosen: its name as Electron writes it, and the number by which the system-wide hook reports it.
// Used by `parse-accelerator.ts` and `talk-hold.ts`; the numbers are those of `uiohook-napi`, which its test compares.

interface KeyFacts {
  /** What the hook reports when this key goes down; two, where the keyboard has two of it. */
  readonly codes: readonly number[];
  /** Text is written with it: taken for itself alone, it would no longer reach any program. */
  readonly writes: boolean;
}

export const modifierNames = ['Control', 'Shift', 'Alt', 'Meta'] as const;
export type ModifierName = (typeof modifierNames)[number];

export const modifierCodes: Record<ModifierName, readonly number[]> = {
  Control: [29, 3613],
  Shift: [42, 54],
  Alt: [56, 3640],
  Meta: [3675, 3676],
};

/** By the name that stands in the settings. */
export const keyTable: ReadonlyMap<string, KeyFacts> = new Map([
  ...writing({
    // The rows of a keyboard, as their numbers follow each other.
    ...row(2, '1234567890-='),
    ...row(16, 'QWERTYUIOP[]'),
    ...row(30, "ASDFGHJKL;'`"),
    ...row(43, '\\ZXCVBNM,./'),
    Space: 57,
    num0: 82,
    num1: 79,
    num2: 80,
    num3: 81,
    num4: 75,
    num5: 76,
    num6: 77,
    num7: 71,
    num8: 72,
    num9: 73,
    nummult: 55,
    numadd: 78,
    numsub: 74,
    numdec: 83,
    numdiv: 3637,
    Tab: 15,
    Enter: 28,
    Backspace: 14,
    Delete: 3667,
    Up: 57416,
    Left: 57419,
    Right: 57421,
    Down: 57424,
    Home: 3655,
    End: 3663,
    PageUp: 3657,
    PageDown: 3665,
    Escape: 1,
  }),
  ...other({
    ...Object.fromEntries(range(1, 10).map((number) => [`F${number}`, 58 + number])),
    F11: 87,
    F12: 88,
    ...Object.fromEntries(range(13, 15).map((number) => [`F${number}`, 78 + number])),
    ...Object.fromEntries(range(16, 24).map((number) => [`F${number}`, 83 + number])),
    Insert: 3666,
    Capslock: 58,
    Numlock: 69,
    Scrolllock: 70,
    PrintScreen: 3639,
  }),
]);

/** Other names that Electron takes for the same key. */
export const otherNames: Readonly<Record<string, string>> = {
  return: 'Enter',
  esc: 'Escape',
};

function writing(codes: Readonly<Record<string, number>>): [string, KeyFacts][] {
  return Object.entries(codes).map(([name, code]) => [name, { codes: [code], writes: true }]);
}

function other(codes: Readonly<Record<string, number>>): [string, KeyFacts][] {
  return Object.entries(codes).map(([name, code]) => [name, { codes: [code], writes: false }]);
}

function row(firstCode: number, keys: string): Record<string, number> {
  return Object.fromEntries(keys.split('').map((key, at) => [key, firstCode + at]));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
