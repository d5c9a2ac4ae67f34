import { describe, expect, test } from 'vitest';
import { planFiles, requireFiles } from './file-limit.ts';
import { type LoadOptions, readOptions } from './options.ts';

function read(...args: readonly string[]): LoadOptions {
  const options = readOptions(args, {});
  if ('join' in options) throw new Error('That was a helper.');
  return options;
}

describe('open files', () => {
  test('are counted for sockets and both transports of all participants of a process', () => {
    expect(planFiles(read('class', '--listeners', '99'), 1)).toBe(400);
    expect(planFiles(read('class', '--listeners', '99'), 2)).toBe(250);
    expect(planFiles(read('idle', '--listeners', '20000'), 1)).toBe(20_100);
  });

  test('that may not be opened are missed before anything is sent', () => {
    const limits =
      'Limit Soft Hard\nMax open files            1024                 4096                 files\n';
    expect(() => requireFiles(2000, limits)).toThrow('run "ulimit -n 2000" first');
    expect(() => requireFiles(1024, limits)).not.toThrow();
    expect(() => requireFiles(1e9, limits.replace('1024', 'unlimited'))).not.toThrow();
  });
});
