import { expect, test } from 'vitest';
import { isPaletteKey } from './use-palette-key.ts';

const press = { key: 'k', code: 'KeyK', ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };

test('Ctrl K and the command key with K open the palette, by place where letters are not Latin', () => {
  expect(isPaletteKey(press)).toBe(true);
  expect(isPaletteKey({ ...press, key: 'K' })).toBe(true);
  expect(isPaletteKey({ ...press, ctrlKey: false, metaKey: true })).toBe(true);
  expect(isPaletteKey({ ...press, key: 'л' })).toBe(true);
});

test('no other keys do', () => {
  expect(isPaletteKey({ ...press, ctrlKey: false })).toBe(false);
  expect(isPaletteKey({ ...press, shiftKey: true })).toBe(false);
  expect(isPaletteKey({ ...press, altKey: true })).toBe(false);
  // The letter that another layout has at the place of K.
  expect(isPaletteKey({ ...press, key: 't' })).toBe(false);
});
