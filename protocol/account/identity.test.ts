import { expect, test } from 'vitest';
import { foldNickname, nicknameKey, normalizeNickname, normalizePhone } from './identity.ts';

test('a phone number loses its spaces, dashes and brackets', () => {
  expect(normalizePhone('+86 (138) 0000-0001')).toBe('+8613800000001');
  expect(normalizePhone('13800000001')).toBe('13800000001');
});

test.each([
  '１３８０００００００１',
  '\u202a138 0000 0001\u202c',
  '138\u200b00000001',
  '138\u00a00000–0001',
  '（138）0000 0001',
])('X16: %j is the phone number 13800000001', (input) => {
  expect(normalizePhone(input)).toBe('13800000001');
});

test('X16: a leading plus in full width stays a plus', () => {
  expect(normalizePhone('＋８６ 138 0000 0001')).toBe('+8613800000001');
});

test.each(['', '1234', '1'.repeat(16), 'hello', '+', '12 34a5', '１２３４'])(
  '%j is no phone number',
  (input) => {
    expect(normalizePhone(input)).toBeUndefined();
  },
);

test('a nickname is trimmed and its spaces folded', () => {
  expect(normalizeNickname('  Ada   Lovelace ')).toBe('Ada Lovelace');
  expect(normalizeNickname('小明')).toBe('小明');
});

test.each(['', '   ', 'x'.repeat(33), 'a\u0007b', 'a\u202eb', '13800000001', '１３８００００'])(
  '%j is no nickname',
  (input) => {
    expect(normalizeNickname(input)).toBeUndefined();
  },
);

test('a nickname of 32 characters outside the basic plane is not too long', () => {
  expect(normalizeNickname('😀'.repeat(32))).toBe('😀'.repeat(32));
});

test('nicknames that differ only in case or width are the same', () => {
  expect(nicknameKey('ＡＤＡ')).toBe(nicknameKey('ada'));
  expect(nicknameKey('Ada')).not.toBe(nicknameKey('Adam'));
});

test.each([
  ['a\u200db', 'a joiner inside'],
  ['\u200d', 'a joiner alone'],
  ['a\ufe0f', 'a variation selector'],
  ['a\u034fb', 'a grapheme joiner'],
  ['\u3164', 'a Hangul filler'],
  ['\u2800', 'an empty Braille cell'],
  ['\u00a0\u3000', 'spaces'],
  ['Ad\u0430', 'a Cyrillic letter among Latin ones'],
  ['\u0391da', 'a Greek letter among Latin ones'],
  [`a${'\u0301'.repeat(30)}`, 'thirty marks on a letter'],
  ['\u0301a', 'a mark on nothing'],
])('S10: %j is no new nickname: %s', (input) => {
  expect(normalizeNickname(input)).toBeUndefined();
});

test.each([
  'Zo\u00eb',
  'O\u2019Neil',
  'Nguy\u1ec5n Th\u1ecb',
  '\u5f20\u4f1f',
  'Ada \u5f20',
  '\u3055\u304f\u3089 \u30ab\u30ca',
  '\uae40\ucca0\uc218',
  '\u0418\u0432\u0430\u043d',
  '\u0645\u062d\u0645\u062f',
  '\u0928\u092e\u0938\u094d\u0924\u0947',
  '\u0e2a\u0e21\u0e0a\u0e31\u0e22',
  '\u{1f469}\u200d\u{1f680}',
  '\u2764\ufe0f Ada',
  '\u{1f44d}\u{1f3fd}',
  'Ada #2',
  'R2-D2',
  '42',
])('%j is a nickname', (input) => {
  expect(normalizeNickname(input)).toBe(input.normalize('NFC'));
});

test('S10: an account whose name is older than the rules still signs in by it', () => {
  expect(foldNickname('a\u200db')).toBe('a\u200db');
  expect(foldNickname('Ad\u0430')).toBe('Ad\u0430');
});
