import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRelieved, noteServing, relieveServer } from './relieve-server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-relieve-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process that ends at the first signal, with what a note says of it. @param name in its command line */
async function startOther(name: string) {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)', name]);
  await once(other, 'spawn');
  const fields = (await readFile(`/proc/${other.pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
  return { other, start: Number(fields[19]) };
}

/** Ends a process with a signal that is no other's. @returns the signal that ended it */
async function endOf(other: ChildProcess): Promise<unknown> {
  const ended = once(other, 'exit');
  other.kill('SIGKILL');
  return (await ended)[1];
}

test('a folder that no server uses is free at once, and nothing is left in it', async () => {
  await relieveServer(folder, 'gone');
  expect(await readdir(folder)).toEqual([]);
});

test('a note left by a process that is gone, whose number another has now, ends no process', async () => {
  const { other, start } = await startOther('server/main.ts');
  await writeFile(join(folder, 'server.pid'), `${other.pid} ${start - 1}\n`);
  await relieveServer(folder, 'gone');
  expect(await endOf(other)).toBe('SIGKILL');
});

test('S20: a note that names a process which is no server of ours ends no process', async () => {
  const { other, start } = await startOther('other-server/main.tsx');
  await writeFile(join(folder, 'server.pid'), `${other.pid} ${start}\n`);
  await relieveServer(folder, 'gone');
  expect(await endOf(other)).toBe('SIGKILL');
});

test('a server that is named is asked to leave, and the request is gone with it', async () => {
  const { other, start } = await startOther('/opt/plenum/server/main.ts');
  await writeFile(join(folder, 'server.pid'), `${other.pid} ${start}\n`);
  const ended = once(other, 'exit');
  await relieveServer(folder, 'gone');
  expect((await ended)[1]).toBe('SIGHUP');
  expect(await readdir(folder)).toEqual(['server.pid']);
});

test('S20: a hang-up is a request to hand over only where one lies in the folder that names this process', async () => {
  expect(await isRelieved(folder)).toBe(false);
  await writeFile(join(folder, 'server.relieve'), '1 2\n');
  expect(await isRelieved(folder)).toBe(false);
  await noteServing(folder);
  await writeFile(join(folder, 'server.relieve'), await readFile(join(folder, 'server.pid')));
  expect(await isRelieved(folder)).toBe(true);
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
