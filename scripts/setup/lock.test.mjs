import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, startTimeOf, takeLock } from './lock.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plenum-lock-'));
  file = path.join(folder, 'setup.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the lock names its holder, and giving it back leaves nothing behind', async () => {
  const giveBack = await takeLock(file);
  expect(readFileSync(file, 'utf8')).toBe(`${process.pid} ${startTimeOf(process.pid)}`);
  giveBack();
  giveBack();
  expect(readdirSync(folder)).toEqual([]);
});

test('a second taker waits for a living holder, hears who it is, and goes on when it gives back', async () => {
  const holder = spawn('sleep', ['30']);
  await new Promise((resolve) => holder.once('spawn', resolve));
  writeFileSync(file, `${holder.pid} ${startTimeOf(holder.pid)}`);
  let waitedFor = 0;
  const taken = takeLock(file, { onWait: (pid) => (waitedFor = pid) });
  expect(await Promise.race([taken, new Promise((resolve) => setTimeout(() => resolve('waits'), 700))])).toBe(
    'waits',
  );
  expect(waitedFor).toBe(holder.pid);
  holder.kill();
  const giveBack = await taken;
  expect(readFileSync(file, 'utf8')).toContain(String(process.pid));
  giveBack();
});

test('a lock whose process is gone is taken over without waiting', async () => {
  writeFileSync(file, '999999999 123');
  const giveBack = await takeLock(file, { onWait: () => expect.unreachable('nobody is there to wait for') });
  giveBack();
  expect(existsSync(file)).toBe(false);
});

test('a lock whose pid belongs to a younger process now is taken over', async () => {
  writeFileSync(file, `${process.ppid} 1`);
  const giveBack = await takeLock(file);
  giveBack();
  expect(existsSync(file)).toBe(false);
});

test('a process is alive under its own start time only', () => {
  expect(isAlive({ pid: process.pid, startTime: startTimeOf(process.pid) })).toBe(true);
  expect(isAlive({ pid: process.pid, startTime: '1' })).toBe(false);
  expect(isAlive({ pid: 999_999_999, startTime: '' })).toBe(false);
});
