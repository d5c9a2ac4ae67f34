import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rootFolder } from './places.mjs';
import { takeLock } from './lock.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'plenum-lock-'));
  file = path.join(folder, 'setup.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process that has taken the lock. */
async function startHolder() {
  const lock = pathToFileURL(path.join(rootFolder, 'scripts/setup/lock.mjs')).href;
  const script = `const { takeLock } = await import('${lock}'); await takeLock('${file}'); console.log('has it'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(holder.stdout, 'data');
  return holder;
}

test('a second taker waits for the holder, hears who it is, and goes on when that process is killed', async () => {
  const holder = await startHolder();
  const waits = Promise.withResolvers();
  const taken = takeLock(file, { onWait: waits.resolve });
  expect(await waits.promise).toBe(holder.pid);
  expect(await Promise.race([taken, Promise.resolve('waits')])).toBe('waits');
  holder.kill('SIGKILL');
  await (await taken)();
});

test('a lock that was given back is taken without waiting, also twice over', async () => {
  const onWait = () => expect.unreachable('no other process holds the lock');
  const giveBack = await takeLock(file, { onWait });
  const second = Promise.withResolvers();
  const taken = takeLock(file, { onWait: second.resolve });
  expect(await second.promise).toBe(process.pid);
  await giveBack();
  await giveBack();
  await (await taken)();
});

test('a place that cannot be locked is said with its name', async () => {
  await expect(takeLock(folder)).rejects.toThrow(/plenum-lock.* could not be locked/);
});

test('who has given the lock back has no process of it left, not even an ended one', async () => {
  const children = () => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  const before = children();
  const giveBack = await takeLock(file);
  expect(children()).not.toBe(before);
  await giveBack();
  expect(children()).toBe(before);
});
