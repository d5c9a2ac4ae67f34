import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMeetingNumber, readPin } from './written-numbers.ts';

test.each([
  '27607',
  ' 27607\n',
  '27 607',
  '276 07',
  '2 7 6 0 7',
  '276-07',
  '276–07',
  '276 – 07',
  '27.607',
  '#27607',
  '# 27607',
  '27607.',
  '27607。',
  '(27607)',
  '“27607”',
  '２７６０７',
  '２７　６０７',
  '27\u200b607',
  '\u202a27607\u202c',
  '\ufeff27607',
  '2\ufe0f\u20e37\ufe0f\u20e36\ufe0f\u20e30\ufe0f\u20e37\ufe0f\u20e3',
  'Room 27607',
  'Meeting 27607',
  'Meeting 27 607, please',
  'Plenum 27607 at 10:30',
  '27607 10:30',
  'on 2026-11-30 in 27607',
  '会议号：27607',
  '会议号27607',
  '会议号：２７６０７。',
  'PIN 123456, room 27607',
  'see https://example.org/12345 and then 27607',
  '27607 (27 607)',
])('X16: %j holds the meeting number 27607', (text) => {
  expect(readMeetingNumber(text)).toBe('27607');
});

test.each([
  '',
  'hello',
  '1234',
  '123456',
  '1 2 3 4 5 6',
  '12345 or 54321',
  '138 0000 0001',
  '0551-27607',
  '27607-2',
  '10:30',
  'https://meet.example:27607/',
  'https://meet.example/27607',
])('U8: %j holds no meeting number, or not clearly one', (text) => {
  expect(readMeetingNumber(text)).toBeUndefined();
});

test('a PIN is read in the same way', () => {
  for (const text of ['123456', '123 456', '123-456', '１２３４５６', 'PIN: 123456.']) {
    expect(readPin(text)).toBe('123456');
  }
  for (const text of ['', '12345', '1234567']) expect(readPin(text)).toBeUndefined();
});

const digits = fc.stringMatching(/^\d{5}$/);
const separator = fc.constantFrom('', ' ', '-', '\u200b', '\u00a0', '–', '\u3000', ' - ');
const words = fc.stringMatching(/^[a-zA-Z会议号#：，。 (]{0,20}$/u);

test('X16: any number comes back from any way to write it, whatever words stand around it', () => {
  fc.assert(
    fc.property(digits, separator, fc.integer({ min: 1, max: 4 }), fc.boolean(), words, words, (...drawn) => {
      const [number, between, at, isWide, before, after] = drawn;
      const split = number.slice(0, at) + between + number.slice(at);
      const written = isWide
        ? split.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
        : split;
      expect(readMeetingNumber(before + written + after)).toBe(number);
    }),
  );
});

test('what is read from any text is five digits or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(readMeetingNumber(text) ?? '00000').toMatch(/^[0-9]{5}$/);
    }),
  );
});
