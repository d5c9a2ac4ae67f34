import { expect, test } from 'vitest';
import { parseLogin } from './login.ts';

test('a phone number is the same login however it is written', () => {
  expect(parseLogin(' +49 (151) 234-567 ')).toEqual(parseLogin('+49151234567'));
  expect(parseLogin('+49151234567')).toMatchObject({ kind: 'phone', phone: '+49151234567' });
});

test('a nickname is the same login in every case and width', () => {
  expect(parseLogin(' Ａnna ')).toEqual(parseLogin('anna'));
  expect(parseLogin('张伟')).toMatchObject({ kind: 'nickname', nicknameKey: '张伟' });
});

test('what no account can have is a login of its own', () => {
  expect(parseLogin('\u0007')).toEqual({ kind: 'neither', key: 'neither:\u0007' });
});

test('no phone shares its key with a nickname', () => {
  expect(parseLogin('12345').key).not.toBe(parseLogin('phone:12345').key);
});
