import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { avatarHue, initialsOf } from './initials.ts';

test('a name of words gives the first letters of its first and last word', () => {
  expect(initialsOf('Ada Lovelace')).toBe('AL');
  expect(initialsOf('Jean  Luc Picard ')).toBe('JP');
  expect(initialsOf('jo')).toBe('J');
  expect(initialsOf('ßa ß')).toBe('SS');
});

test('a short Chinese, Japanese or Korean name gives its last two characters, a long one its first', () => {
  expect(initialsOf('王小明')).toBe('小明');
  expect(initialsOf('李雷')).toBe('李雷');
  expect(initialsOf('김민준')).toBe('민준');
  expect(initialsOf('田中さくら')).toBe('田');
});

test('a character of several code points is not cut', () => {
  expect(initialsOf('👩‍🚀')).toBe('👩‍🚀');
});

test('every name has a hue on the circle', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (nickname) => {
      expect(avatarHue(nickname)).toBeGreaterThanOrEqual(0);
      expect(avatarHue(nickname)).toBeLessThan(360);
      expect([...new Intl.Segmenter().segment(initialsOf(nickname))].length).toBeLessThanOrEqual(2);
    }),
  );
});
