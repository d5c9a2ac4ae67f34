import { expect, test } from 'vitest';
import { serverFromArguments } from './server-from-arguments.ts';

test('the server that the program is told is found among other arguments', () => {
  expect(serverFromArguments(['plenum', '.', '--hidden', '--plenum-server=https://meet.example.org'])).toBe(
    'https://meet.example.org',
  );
});

test.each([
  ['nothing', ['plenum', '.']],
  ['a word behind the options, where links stand', ['plenum', '--', '--plenum-server=https://evil.example']],
  ['an address that is no origin', ['plenum', '--plenum-server=https://meet.example.org/page']],
  ['a server over the network without TLS', ['plenum', '--plenum-server=http://meet.example.org']],
  ['a file', ['plenum', '--plenum-server=file:///etc']],
])('%s is no server', (_what, argv) => {
  expect(serverFromArguments(argv)).toBeUndefined();
});
