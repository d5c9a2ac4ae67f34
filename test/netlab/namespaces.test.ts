import { expect, test } from 'vitest';
import { leftBehind, newName } from './namespaces.ts';

test('N1: no name is made twice, and each fits an interface', () => {
  const names = Array.from({ length: 1000 }, () => newName('odd'));
  expect(new Set(names).size).toBe(1000);
  for (const name of names) expect(name).toMatch(/^odd[0-9a-z]{5}_[0-9a-f]{6}$/);
});

test('what a process left behind is told from what is in use and from what others made', () => {
  const names = ['odd00001_abcdef', 'odd00002_abcdef-far', 'odd00002', 'other00002_abcdef', 'eth0'];
  expect(leftBehind('odd', names, (pid) => pid === 1)).toEqual(['odd00002_abcdef-far']);
  expect(leftBehind('odd', [newName('odd')])).toEqual([]);
});
