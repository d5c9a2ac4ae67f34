import { expect, test } from 'vitest';
import { hideSecretFlags, withoutSecrets } from './hide-secret-flags.ts';

test.each([
  [['--database-url', 'mysql://a:secret@b/c', '--port', '1'], '--database-url=... --port 1'],
  [['--database-url=mysql://a:secret@b/c'], '--database-url=...'],
  [['--port', '1', '--metrics-token', 'secret'], '--port 1 --metrics-token=...'],
])('S20: of %j the list of processes shows no secret', (flags, shown) => {
  expect(withoutSecrets(['node', 'server/main.ts', ...flags])).toBe(`node server/main.ts ${shown}`);
});

test('a command line without secrets stays as it is', () => {
  const target = { argv: ['node', 'server/main.ts', '--port', '1'], title: 'as it was' };
  hideSecretFlags(target);
  expect(target.title).toBe('as it was');
});
