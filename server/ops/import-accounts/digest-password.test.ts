import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestPassword } from './digest-password.ts';

test('the digest is MD5 over the UTF-8 bytes of salt and composed password', () => {
  const { salt, digest } = digestPassword('pa\u0308ss密码');
  expect(salt).toMatch(/^[0-9a-f]{32}$/);
  expect(digest).toBe(createHash('md5').update(`${salt}p\u00e4ss密码`, 'utf8').digest('hex'));
});

test('every salt is another one', () => {
  expect(digestPassword('x').salt).not.toBe(digestPassword('x').salt);
});
