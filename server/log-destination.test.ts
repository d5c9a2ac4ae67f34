import { expect, test } from 'vitest';
import { openLogDestination } from './log-destination.ts';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

test('lines that a full disk refuses are left out, and counted once there is room', () => {
  const written: string[] = [];
  let isFull = false;
  const log = openLogDestination((bytes) => {
    if (isFull) throw failure('ENOSPC');
    written.push(Buffer.from(bytes).toString());
    return bytes.length;
  });
  log.write('first\n');
  isFull = true;
  for (const line of ['second\n', 'third\n']) log.write(line);
  isFull = false;
  log.write('fourth\n');
  log.write('fifth\n');
  expect(written[0]).toBe('first\n');
  expect(written[1]).toMatch(/^\{.*"lost":2,"msg":"log lines were lost"\}\nfourth\n$/);
  expect(written[2]).toBe('fifth\n');
});

test('what is taken in parts, by a reader that is busy now and then, arrives whole', () => {
  let written = '';
  let calls = 0;
  const log = openLogDestination((bytes) => {
    calls += 1;
    if (calls % 2 === 0) throw failure('EAGAIN');
    written += Buffer.from(bytes.subarray(0, 3)).toString();
    return Math.min(3, bytes.length);
  });
  log.write('a whole line\n');
  expect(written).toBe('a whole line\n');
});

test('a reader that stays busy is not waited for for ever', () => {
  const log = openLogDestination(() => {
    throw failure('EAGAIN');
  });
  expect(() => log.write('line\n')).not.toThrow();
});
