import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** Jobs named after whose they are, as `network/address number`. */
function turnsOf(...names: readonly string[]): Turns<string> {
  const turns = new Turns<string>();
  for (const name of names) turns.add(name, (name.split(' ')[0] ?? '').split('/'));
  return turns;
}

function takeAll(turns: Turns<string>): (string | undefined)[] {
  return Array.from({ length: turns.size }, () => turns.take());
}

test('keys take turns, and what waits of one key keeps its order', () => {
  const turns = turnsOf('a 1', 'a 2', 'a 3', 'b 1', 'c 1', 'b 2');
  expect(takeAll(turns)).toEqual(['a 1', 'b 1', 'c 1', 'a 2', 'b 2', 'a 3']);
  expect(turns.take()).toBeUndefined();
  expect(turns.size).toBe(0);
});

test('many keys within one have its turn alone, and take turns for it', () => {
  const turns = turnsOf('a/1 1', 'a/1 2', 'a/2 1', 'b/1 1');
  expect(takeAll(turns)).toEqual(['a/1 1', 'b/1 1', 'a/2 1', 'a/1 2']);
});

test('the last of a key is that of the one below it that has the most', () => {
  const turns = turnsOf('a/1 1', 'a/2 1', 'a/2 2', 'b/1 1');
  expect(turns.takeLast('a')).toBe('a/2 2');
  expect(turns.takeLast('nobody')).toBeUndefined();
  expect([turns.size, turns.sizeOf('a'), turns.sizeOf('b')]).toEqual([3, 2, 1]);
  expect(turns.takeLast('b')).toBe('b/1 1');
  expect([...turns.keys()]).toEqual(['a']);
  expect(takeAll(turns)).toEqual(['a/1 1', 'a/2 1']);
});
