import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { isolate, isolateBlanks } from './isolate-blanks.ts';
import { zh } from './zh.ts';

const hebrew = '\u05d3\u05e0\u05d4';

type Fill = (...blanks: readonly unknown[]) => string;

/** Every text with blanks, with its place in the tree. */
function listFilled(texts: object, place = ''): [string, Fill][] {
  return Object.entries(texts).flatMap(([name, value]: [string, unknown]): [string, Fill][] => {
    const where = `${place}.${name}`;
    if (typeof value === 'function') return [[where, value as Fill]];
    return typeof value === 'object' && value !== null ? listFilled(value, where) : [];
  });
}

describe.each([
  ['English', en],
  ['Chinese', zh],
])('S10: in %s', (_language, texts) => {
  const filled = listFilled(isolateBlanks(texts));

  test('there are texts with blanks', () => expect(filled.length).toBeGreaterThan(20));

  test.each(filled)('a name from right to left is isolated in %s', (_where, fill) => {
    // Those of numbers show them as they are.
    const text = fill(hebrew, hebrew, hebrew);
    const outside = text.replaceAll(`\u2068${hebrew}\u2069`, '');
    expect(text).toContain(hebrew);
    expect(outside).not.toContain(hebrew);
    expect(outside).not.toMatch(/[\u2066-\u2069]/);
  });

  test.each(filled)('a name from left to right changes nothing in %s', (_where, fill) => {
    expect(fill('Ann', 'Bert', '王')).not.toMatch(/[\u2066-\u2069]/);
  });
});

test.each([
  ['Ann', 'Ann'],
  ['王 42', '王 42'],
  [hebrew, `\u2068${hebrew}\u2069`],
  ['\u0645\u0631\u064a\u0645 7', '\u2068\u0645\u0631\u064a\u0645 7\u2069'],
  // What would end the isolate, or turn what follows.
  [`${hebrew}\u2069\u202e!`, `\u2068${hebrew}!\u2069`],
  ['\u202eAnn', '\u2068Ann\u2069'],
  ['Ann\u202c', 'Ann'],
])('S10: %j is filled in as %j', (name, shown) => expect(isolate(name)).toBe(shown));
