import { expect, test } from 'vitest';
import { isPressOf, keyCaps, type KeyPress, readKey } from './accelerator.ts';

const bare = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const press = (code: string, held: Partial<KeyPress> = {}): KeyPress => ({
  ...bare,
  key: 'x',
  code,
  ...held,
});

test('a key with modifiers is written as the system registers it, whatever the layout types', () => {
  const read = readKey(press('KeyM', { ctrlKey: true, shiftKey: true, key: 'ь' }));
  expect(read).toEqual({ kind: 'key', accelerator: 'Control+Shift+M' });
  expect(readKey(press('BracketLeft', { altKey: true }))).toEqual({ kind: 'key', accelerator: 'Alt+[' });
  expect(readKey(press('Numpad5', { metaKey: true }))).toEqual({ kind: 'key', accelerator: 'Meta+num5' });
});

test('modifiers alone are not yet a key, and letters alone stay with the other programs', () => {
  expect(readKey(press('ControlLeft', { key: 'Control', ctrlKey: true })).kind).toBe('unfinished');
  expect(readKey(press('KeyM')).kind).toBe('needs-modifier');
  expect(readKey(press('KeyM', { shiftKey: true })).kind).toBe('needs-modifier');
  expect(readKey(press('F13'))).toEqual({ kind: 'key', accelerator: 'F13' });
});

test('a key that has no name is refused', () => {
  expect(readKey(press('BrowserHome', { ctrlKey: true })).kind).toBe('unknown');
  expect(readKey(press('F25')).kind).toBe('unknown');
});

test('a press is told from the same key with other modifiers, and no key is pressed by nothing', () => {
  expect(isPressOf(press('KeyM', { ctrlKey: true }), 'Control+M')).toBe(true);
  expect(isPressOf(press('KeyM', { ctrlKey: true, altKey: true }), 'Control+M')).toBe(false);
  expect(isPressOf(press('KeyM', { shiftKey: true, altKey: true }), 'Shift+Alt+M')).toBe(true);
  expect(isPressOf(press('Unidentified'), '')).toBe(false);
});

test('people read a key as it stands on their keyboard', () => {
  expect(keyCaps('Control+Shift+M', 'X11; Linux x86_64')).toEqual(['Ctrl', 'Shift', 'M']);
  expect(keyCaps('Meta+Space', 'Macintosh; Intel Mac OS X')).toEqual(['Cmd', 'Space']);
  expect(keyCaps('Meta+Space', 'Windows NT 10.0')).toEqual(['Win', 'Space']);
  expect(keyCaps('', '')).toEqual([]);
});
