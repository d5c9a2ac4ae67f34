import { expect, test } from 'vitest';
import {
  bearerToken,
  databaseUrl,
  isIpAddress,
  listOf,
  oneOf,
  ownAddress,
  wholeNumber,
} from './read-setting.ts';

test('a whole number is one within its bounds, in digits alone', () => {
  const { read, allowed } = wholeNumber(1, 64);
  expect(['1', '64', '0', '65', '1.5', '1e1', ' 7', '-1', ''].map(read)).toEqual([
    1,
    64,
    ...Array.from({ length: 7 }, () => undefined),
  ]);
  expect(allowed).toBe('a whole number from 1 to 64');
});

test('a word is one of those that are named, as it is written', () => {
  expect(['no', 'yes', 'Yes', ''].map(oneOf(['no', 'yes']).read)).toEqual([
    'no',
    'yes',
    undefined,
    undefined,
  ]);
});

test('a list leaves out empty parts, and is none where one part is wrong', () => {
  const { read } = listOf(isIpAddress, 'IP addresses');
  expect(read('192.0.2.1, ,::1,')).toEqual(['192.0.2.1', '::1']);
  expect(read('192.0.2.1, localhost')).toBeUndefined();
  expect(read('')).toEqual([]);
});

test('an own address is localhost or an IP address', () => {
  expect(['localhost', '::', 'example.org'].map(ownAddress.read)).toEqual(['127.0.0.1', '::', undefined]);
});

test('the URL of a database names a machine and a database', () => {
  const urls = [
    'mysql://user:secret@host/name',
    'mariadb://host/name',
    'mysql://host',
    'postgres://host/name',
    'x',
  ];
  expect(urls.map((url) => databaseUrl.read(url) !== undefined)).toEqual([true, true, false, false, false]);
});

test('a token is long enough and fits a header', () => {
  expect(
    ['a'.repeat(16), 'a'.repeat(15), `${'a'.repeat(16)}\n`, 'a'.repeat(257)].map(bearerToken.read),
  ).toEqual(['a'.repeat(16), undefined, undefined, undefined]);
});
