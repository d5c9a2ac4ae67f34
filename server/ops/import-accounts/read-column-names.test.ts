import { expect, test } from 'vitest';
import { readColumnNames } from './read-column-names.ts';

test('columns have their own names unless others are given', () => {
  expect(readColumnNames(undefined)).toEqual({
    phone: 'phone',
    nickname: 'nickname',
    salt: 'salt',
    md5: 'md5',
  });
  expect(readColumnNames('phone=tel, md5 = pass word ')).toMatchObject({
    phone: 'tel',
    md5: 'pass word',
    salt: 'salt',
  });
});

test.each(['tel', 'phone=', 'password=x', 'phone=tel,'])('%j is refused', (text) => {
  expect(() => readColumnNames(text)).toThrow('must be of the form phone=...,nickname=...,salt=...,md5=...');
});
