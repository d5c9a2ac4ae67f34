import { expect, test } from 'vitest';
import { programArguments } from './program-arguments.mjs';

test('the program is told the server', () => {
  expect(programArguments('http://localhost:3000/')).toEqual(['--plenum-server=http://localhost:3000']);
});

test('an invitation becomes a link behind the end of the options', () => {
  expect(programArguments('https://meet.example.org/#/12345?key=a-b_c')).toEqual([
    '--plenum-server=https://meet.example.org',
    '--',
    'plenum://meet.example.org/12345?key=a-b_c',
  ]);
});

test('an invitation that no link can say leads to its server', () => {
  expect(programArguments('https://localhost:3000/#/12345')).toEqual([
    '--plenum-server=https://localhost:3000',
  ]);
});
