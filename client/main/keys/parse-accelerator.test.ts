import { UiohookKey } from 'uiohook-napi';
import { describe, expect, test } from 'vitest';
import { keyTable, modifierCodes } from './key-table.ts';
import { isSameChord, parseAccelerator } from './parse-accelerator.ts';

/** How the hook calls the keys that Electron calls otherwise. */
const hookNames: Record<string, string> = {
  '-': 'Minus',
  '=': 'Equal',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  '`': 'Backquote',
  '\\': 'Backslash',
  ',': 'Comma',
  '.': 'Period',
  '/': 'Slash',
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Capslock: 'CapsLock',
  Numlock: 'NumLock',
  Scrolllock: 'ScrollLock',
  nummult: 'NumpadMultiply',
  numadd: 'NumpadAdd',
  numsub: 'NumpadSubtract',
  numdec: 'NumpadDecimal',
  numdiv: 'NumpadDivide',
};

/** Keys of the hook that have no name of their own in an accelerator: the number pad with its numbers off, and its Enter. */
const nameless =
  /^Numpad(Enter|End|ArrowDown|PageDown|ArrowLeft|ArrowRight|Home|ArrowUp|PageUp|Insert|Delete)$/;

describe('the table of keys', () => {
  test('gives every key the number by which the hook reports it', () => {
    for (const [name, { codes }] of keyTable)
      expect([name, ...codes]).toEqual([
        name,
        hookCode(hookNames[name] ?? name.replace(/^num(\d)$/, 'Numpad$1')),
      ]);
  });

  test('gives both modifier keys of each kind the numbers by which the hook reports them', () => {
    for (const [name, codes] of Object.entries(modifierCodes)) {
      const hookName = name === 'Control' ? 'Ctrl' : name;
      expect(codes).toEqual([hookCode(hookName), hookCode(`${hookName}Right`)]);
    }
  });

  test('leaves out no key that has a name', () => {
    const ours = new Set(
      [...keyTable.values(), ...Object.values(modifierCodes).map((codes) => ({ codes }))].flatMap(
        ({ codes }) => codes,
      ),
    );
    const missing = Object.entries(UiohookKey).filter(
      ([name, code]) => !ours.has(code) && !nameless.test(name),
    );
    expect(missing).toEqual([]);
  });

  test('names no number twice', () => {
    const codes = [...keyTable.values()].flatMap((facts) => facts.codes);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('an accelerator', () => {
  test('is read for every key, with and without modifiers', () => {
    for (const [name, { codes }] of keyTable) {
      expect(parseAccelerator(name, 'linux')).toMatchObject({ key: name, codes, modifiers: [] });
      expect(parseAccelerator(`Alt+Control+${name}`, 'linux')).toMatchObject({
        key: name,
        modifiers: ['Control', 'Alt'],
        writes: false,
      });
    }
  });

  test('may name the modifiers in any order and by any of their names', () => {
    const one = parseAccelerator('shift+ctrl+m', 'linux');
    const other = parseAccelerator('CommandOrControl+Shift+M', 'win32');
    expect(one && other && isSameChord(one, other)).toBe(true);
  });

  test('means the command key by CommandOrControl on a Mac', () => {
    expect(parseAccelerator('CmdOrCtrl+M', 'darwin')?.modifiers).toEqual(['Meta']);
  });

  test('may be a modifier alone', () => {
    expect(parseAccelerator('Control', 'linux')).toMatchObject({ key: 'Control', codes: [29, 3613] });
  });

  test('writes text when only Shift is held with it', () => {
    expect(parseAccelerator('Shift+M', 'linux')?.writes).toBe(true);
    expect(parseAccelerator('Alt+M', 'linux')?.writes).toBe(false);
    expect(parseAccelerator('F8', 'linux')?.writes).toBe(false);
  });

  test.each(['', '+', 'Control+', 'Hyper+M', 'M+N', 'Control+Shift', 'Mouse4', 'constructor', '__proto__'])(
    'that is none is refused: "%s"',
    (text) => {
      expect(parseAccelerator(text, 'linux')).toBeNull();
    },
  );
});

function hookCode(name: string): number | undefined {
  return (UiohookKey as Readonly<Record<string, number>>)[name];
}
