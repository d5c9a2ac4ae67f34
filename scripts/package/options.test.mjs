import { expect, test } from 'vitest';
import { Problem } from '../setup/problem.mjs';
import { readOptions } from './options.mjs';

test('without options installers for this system are made', () => {
  expect(readOptions([], 'linux')).toEqual({ system: 'linux', isFolderOnly: false, output: null });
  expect(readOptions([], 'darwin')).toMatchObject({ system: 'mac' });
});

test('a system and the folder alone can be named, and where it goes', () => {
  const options = { system: 'win', isFolderOnly: true, output: '/o' };
  expect(readOptions(['--win', '--dir', '--output', '/o'], 'linux')).toEqual(options);
});

test('help is asked for', () => {
  expect(readOptions(['--help'], 'linux')).toBe(null);
});

test.each([[['--fast']], [['--linux', '--win']], [['folder']]])('%j is refused with a sentence', (args) => {
  expect(() => readOptions(args, 'linux')).toThrow(Problem);
});
