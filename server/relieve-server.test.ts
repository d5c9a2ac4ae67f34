import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noteServing, relieveServer } from './relieve-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-relieve-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder that nobody serves is free at once', async () => {
  await relieveServer(folder, 'gone');
});

test('a note left by a process that is gone, whose number another has now, ends nobody', async () => {
  const other = spawn('sleep', ['60']);
  await once(other, 'spawn');
  await writeFile(join(folder, 'server.pid'), `${other.pid} 1\n`);
  await relieveServer(folder, 'gone');
  expect(other.exitCode ?? other.signalCode).toBeNull();
  other.kill('SIGKILL');
});

test('the note is taken away by who made it, and not once another has taken its place', async () => {
  const endServing = await noteServing(folder);
  expect(await readdir(folder)).toEqual(['server.pid']);
  await endServing();
  expect(await readdir(folder)).toEqual([]);
  const endAgain = await noteServing(folder);
  await writeFile(join(folder, 'server.pid'), '1 2\n');
  await endAgain();
  expect(await readdir(folder)).toEqual(['server.pid']);
});
