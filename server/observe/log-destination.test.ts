import { expect, test } from 'vitest';
import { openLogDestination } from './log-destination.ts';

const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** A log whose reader takes what `takes` says of each writing; `tick` lets time pass. */
function openLog(takes: (bytes: Uint8Array) => number) {
  const written: string[] = [];
  const calls: (() => void)[] = [];
  let attempts = 0;
  const log = openLogDestination({
    write: (bytes) => {
      attempts += 1;
      const count = takes(bytes);
      written.push(Buffer.from(bytes.subarray(0, count)).toString());
      return count;
    },
    later: (call) => void calls.push(call),
  });
  const tick = (): void => {
    for (const call of calls.splice(0)) call();
  };
  return { log, tick, text: () => written.join(''), attempts: () => attempts };
}

test('lines that a full disk refuses are left out, and counted once there is room', () => {
  let isFull = false;
  const { log, text } = openLog((bytes) => {
    if (isFull) throw failure('ENOSPC');
    return bytes.length;
  });
  log.write('first\n');
  isFull = true;
  for (const line of ['second\n', 'third\n']) log.write(line);
  isFull = false;
  log.write('fourth\n');
  log.write('fifth\n');
  expect(text()).toMatch(/^first\n\{.*"lost":2,"msg":"log lines were lost"\}\nfourth\nfifth\n$/);
});

test('B8: a reader that pauses costs each line one attempt, and gets them all in order when it goes on', () => {
  let isBusy = true;
  const { log, tick, text, attempts } = openLog((bytes) => {
    if (isBusy) throw failure('EAGAIN');
    return Math.min(4, bytes.length);
  });
  for (let line = 0; line < 100; line += 1) log.write(`line ${line}\n`);
  expect(attempts()).toBe(100);
  tick();
  expect(text()).toBe('');
  isBusy = false;
  tick();
  expect(text()).toBe(Array.from({ length: 100 }, (_, line) => `line ${line}\n`).join(''));
});

test('B8: a reader that never goes on costs a megabyte, and is told how many lines it missed if it does', () => {
  let isBusy = true;
  const { log, tick, text } = openLog((bytes) => {
    if (isBusy) throw failure('EAGAIN');
    return bytes.length;
  });
  const line = `${'x'.repeat(1023)}\n`;
  for (let count = 0; count < 3000; count += 1) log.write(line);
  isBusy = false;
  tick();
  expect(text().length).toBe(1024 * 1024);
  log.write('last\n');
  expect(text()).toMatch(/"lost":1976,"msg":"log lines were lost"\}\nlast\n$/);
});
