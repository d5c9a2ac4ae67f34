import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import type { Part } from './part.ts';

const parts = ['fan-out', 'delay'].map((id) => ({ id }) as Part);
const read = (...args: string[]) => readOptions(args, parts);

test('without options everything is measured in six rounds, and quickly in one', () => {
  expect(read()).toMatchObject({ parts, quick: false, rounds: 6, seconds: 5, jsonPath: undefined });
  expect(read('--quick')).toMatchObject({ parts, quick: true, rounds: 1, seconds: 1.5 });
});

test('parts, rounds, seconds and file are what was asked for', () => {
  expect(read('--only', 'delay', '--rounds', '1', '--seconds', '2', '--json', 'found.json')).toMatchObject({
    parts: [{ id: 'delay' }],
    rounds: 1,
    seconds: 2,
    jsonPath: 'found.json',
  });
});

test('a part that is not there, or no whole number, is refused with a sentence', () => {
  expect(() => read('--only', 'delay,speed')).toThrow('There is no part "speed"; --help lists them.');
  expect(() => read('--rounds', '0')).toThrow('--rounds must be a whole number from 1 on.');
  expect(() => read('--seconds', 'five')).toThrow('--seconds must be a whole number from 1 on.');
  expect(read('--help')).toBeUndefined();
});
