// Bends values out of their form: wrong types in every place, missing and doubled parts, names that mean something to JavaScript.
import { integer, pick, type Random } from './random.ts';

const odd: readonly unknown[] = [
  0,
  -1,
  0.5,
  1e308,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  'x'.repeat(300),
  '\u0000',
  '\ud800',
  '🙂'.repeat(40),
  '../../etc/passwd',
  '__proto__',
  'constructor',
  '${7*7}',
  "' or 1=1 -- ",
  null,
  true,
  [],
  {},
  [[[[[]]]]],
  { _placeholder: true, num: 0 },
  { _placeholder: true, num: 'splice' },
  { toString: null, valueOf: null },
  { length: 2 ** 31 },
];
const names = ['__proto__', 'constructor', 'prototype', 'toString', 'then', '_placeholder', 'length', ''];

/** A copy in which about one value in `1 / share` is changed. */
export function mutate(value: unknown, random: Random, share = 0.1): unknown {
  if (random() < share) return random() < 0.05 ? nest(random) : pick(random, odd);
  if (Array.isArray(value)) {
    const items = value.map((item) => mutate(item, random, share));
    return random() < share ? [...items, ...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(() => random() > share / 2);
  const changed = kept.map(([name, part]) => [name, mutate(part, random, share)] as [string, unknown]);
  if (random() < share) changed.push([pick(random, names), pick(random, odd)]);
  // Not a literal: `__proto__` must become a property of its own, as JSON has it.
  return Object.fromEntries(changed);
}

/** Lists in lists, some hundreds deep. */
function nest(random: Random): unknown {
  let value: unknown = 1;
  for (let depth = integer(random, 500); depth > 0; depth -= 1)
    value = random() < 0.5 ? [value] : { a: value };
  return value;
}
