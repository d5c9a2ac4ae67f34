import { expect, test } from 'vitest';
import { nicknameKey, normalizeNickname, normalizePhone } from './identity.ts';

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
