import { expect, test } from 'vitest';
import { runTool } from './run-tool.ts';

test('a missing program is an error that names the package to install', () => {
  const run = () => runTool({ program: 'no-such-program', package: 'some-package' }, []);
  expect(run).toThrow('no-such-program is missing: install the package some-package.');
});

test('a program that fails is an error that says what it said', () => {
  expect(() => runTool({ program: 'sh', package: 'dash' }, ['-c', 'echo no luck >&2; exit 3'])).toThrow(
    'sh failed: no luck',
  );
});

test('what goes in comes out of a program that repeats it', () => {
  expect(runTool({ program: 'cat', package: 'coreutils' }, [], Uint8Array.of(1, 2))).toEqual(Buffer.of(1, 2));
});
