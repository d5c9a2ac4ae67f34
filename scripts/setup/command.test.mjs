import { expect, test } from 'vitest';
import { exitCodeOf, lastLines } from './command.mjs';

test('the last lines of an output leave out the places in the program’s own code', () => {
  expect(lastLines('first\nError: no such file\n    at read (file.js:1:2)\n    at main\n\nNode.js\n')).toBe(
    'first\nError: no such file\n\nNode.js',
  );
});

test('the last lines of an output are without colours', () => {
  expect(lastLines('\u001B[31m[ERROR] \u001B[0mno such file')).toBe('[ERROR] no such file');
});

test('a long output is shown by its end', () => {
  const output = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
  expect(lastLines(output).split('\n')).toHaveLength(15);
  expect(lastLines(output)).toMatch(/line 99$/);
});

test('a program’s exit code is told, and that it cannot be started', async () => {
  expect(await exitCodeOf('sh', ['-c', 'exit 41'], process.env)).toBe(41);
  expect(await exitCodeOf('/nowhere/program', [], {})).toBe(null);
});
