import { expect, test } from 'vitest';
import { checkRegistration } from './check-registration.ts';

const good = {
  phone: '+86 138-0000-0000',
  nickname: '小明',
  password: 'correct horse',
  confirm: 'correct horse',
};

test('a filled-in registration has nothing wrong with it', () => {
  expect(checkRegistration(good)).toEqual({});
});

test('each wrong field gets its own complaint at once', () => {
  expect(checkRegistration({ phone: '12', nickname: ' ', password: 'short', confirm: 'other' })).toEqual({
    phone: 'phone-invalid',
    nickname: 'nickname-invalid',
    password: 'password-too-short',
  });
});

test('passwords that differ are complained about at the second one', () => {
  expect(checkRegistration({ ...good, confirm: 'correct house' })).toEqual({ confirm: 'passwords-differ' });
});

test('a password beyond the limit is refused, one at the limit is not', () => {
  const at = 'x'.repeat(128);
  const beyond = 'x'.repeat(129);
  expect(checkRegistration({ ...good, password: at, confirm: at })).toEqual({});
  expect(checkRegistration({ ...good, password: beyond, confirm: beyond })).toEqual({
    password: 'password-too-long',
  });
});

test('a nickname that is a phone number is refused, since both sign in', () => {
  expect(checkRegistration({ ...good, nickname: '13800000000' })).toEqual({ nickname: 'nickname-invalid' });
});
