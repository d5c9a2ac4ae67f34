import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { inventSalt } from './invented-salt.ts';
import { parseLogin } from './login.ts';

const pepperOf = (secret: string) => ({
  hash: (text: string) => createHmac('sha256', secret).update(text).digest('hex'),
});

test('an invented salt looks like one that a client drew', () => {
  expect(inventSalt(pepperOf('a'), parseLogin('nobody'))).toMatch(/^[0-9a-f]{32}$/);
});

test('every way to write a login has the same invented salt, and other logins have others', () => {
  const pepper = pepperOf('a');
  expect(inventSalt(pepper, parseLogin('NOBODY'))).toBe(inventSalt(pepper, parseLogin('nobody')));
  expect(inventSalt(pepper, parseLogin('somebody'))).not.toBe(inventSalt(pepper, parseLogin('nobody')));
});

test('without the pepper an invented salt cannot be foreseen', () => {
  const login = parseLogin('nobody');
  expect(inventSalt(pepperOf('a'), login)).not.toBe(inventSalt(pepperOf('b'), login));
});
