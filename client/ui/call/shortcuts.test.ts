import { expect, test } from 'vitest';
import { type KeyPress, shortcutOf } from './shortcuts.ts';

function press(key: string, change: Partial<KeyPress> = {}): KeyPress {
  const none = { ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false };
  return { key, code: '', ...none, ...change };
}

test('each key asks for its switch, in either case', () => {
  expect(['m', 'V', 's', 'P', ','].map((key) => shortcutOf(press(key)))).toEqual([
    'microphone',
    'camera',
    'share',
    'people',
    'settings',
  ]);
});

test('a key held down, composed or pressed with a modifier asks for nothing', () => {
  for (const change of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { repeat: true }]) {
    expect(shortcutOf(press('m', change))).toBeUndefined();
  }
  expect(shortcutOf(press('m', { isComposing: true }))).toBeUndefined();
});

test('a keyboard of another script is read by the place of the key', () => {
  expect(shortcutOf(press('ь', { code: 'KeyM' }))).toBe('microphone');
  expect(shortcutOf(press('Process', { code: 'KeyV' }))).toBe('camera');
});

test('a Latin letter counts by what it is, wherever it stands', () => {
  expect(shortcutOf(press('q', { code: 'KeyM' }))).toBeUndefined();
});

test('other keys ask for nothing', () => {
  for (const key of ['x', 'Enter', ' ', 'Tab', 'Escape']) expect(shortcutOf(press(key))).toBeUndefined();
});
