import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digestPassword, generateSalt } from './password-digest.ts';

test('the digest is MD5 over the UTF-8 bytes of salt and password', async () => {
  const expected = createHash('md5').update('5a1t密码-pässword', 'utf8').digest('hex');
  expect(await digestPassword('5a1t', '密码-pässword')).toBe(expected);
});

test('the same password typed with combining marks has the same digest', async () => {
  expect(await digestPassword('x', 'pa\u0308ss')).toBe(await digestPassword('x', 'p\u00e4ss'));
});

test('a salt has 32 hexadecimal digits and is another one each time', () => {
  expect(generateSalt()).toMatch(/^[0-9a-f]{32}$/);
  expect(generateSalt()).not.toBe(generateSalt());
});
