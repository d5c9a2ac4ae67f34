import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { inventSalt } from './invented-salt.ts';
import { parseLogin } from './login.ts';
import { saltFormsOf } from './salt-forms.ts';

const pepperOf = (secret: string) => ({
  hash: (text: string) => createHmac('sha256', secret).update(text).digest('hex'),
});
const pepper = pepperOf('a');
const noForms = saltFormsOf([]);
const inventMany = (forms: ReturnType<typeof saltFormsOf>): string[] =>
  Array.from({ length: 2000 }, (_, index) => inventSalt(pepper, parseLogin(`1390000${1000 + index}`), forms));

test('an invented salt looks like one that a client drew', () => {
  expect(inventSalt(pepper, parseLogin('nobody'), noForms)).toMatch(/^[0-9a-f]{32}$/);
});

test('every way to write a login has the same invented salt, and other logins have others', () => {
  const invent = (login: string): string => inventSalt(pepper, parseLogin(login), noForms);
  expect(invent('NOBODY')).toBe(invent('nobody'));
  expect(invent('somebody')).not.toBe(invent('nobody'));
});

test('without the pepper an invented salt cannot be foreseen', () => {
  const login = parseLogin('nobody');
  expect(inventSalt(pepperOf('a'), login, noForms)).not.toBe(inventSalt(pepperOf('b'), login, noForms));
});

test('S5: invented salts have the forms of the table, each as often as there', () => {
  const random = (length: number, letters: string, seed: number): string =>
    Array.from({ length }, (_, index) => {
      const byte = Number.parseInt(pepper.hash(`${seed} ${index}`).slice(0, 8), 16);
      return letters[byte % letters.length];
    }).join('');
  const alphanumeric = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const table = Array.from({ length: 300 }, (_, index) =>
    index % 3 === 0 ? random(32, '0123456789abcdef', index) : random(8, alphanumeric, index),
  );
  const invented = inventMany(saltFormsOf(table));
  const imported = invented.filter((salt) => /^[A-Za-z0-9]{8}$/.test(salt)).length;
  const drawn = invented.filter((salt) => /^[0-9a-f]{32}$/.test(salt)).length;
  expect(imported + drawn).toBe(invented.length);
  expect(imported / invented.length).toBeCloseTo(2 / 3, 1);
  expect(new Set(invented).size).toBe(invented.length);
});

test('S5: signs that the table’s salts are made of are in invented ones, and a salt that all share is theirs too', () => {
  const signs = inventMany(saltFormsOf(['a!b&🧂', 'x&y!z', '!!&ab']));
  expect(signs.join('')).toMatch(/^[A-Za-z0-9!&🧂]+$/u);
  expect(signs.every((salt) => Array.from(salt).length === 5)).toBe(true);
  expect(signs.join('')).toContain('&');
  expect(new Set(inventMany(saltFormsOf(['fixed', 'fixed', 'fixed'])))).toEqual(new Set(['fixed']));
});

test('S5: accounts that are added change the invented salts of few logins', () => {
  const old = Array.from({ length: 50 }, (_, index) => String(100_000 + index * 17));
  const drawn = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => pepper.hash(`drawn ${index}`).slice(0, 32));
  const before = inventMany(saltFormsOf([...old, ...drawn(50)]));
  const after = inventMany(saltFormsOf([...old, ...drawn(55)]));
  const changed = before.filter((salt, index) => salt !== after[index]).length;
  expect(changed / before.length).toBeLessThan(0.04);
});
