// The desktop program as it is shipped: its main process in one file, started over the stand-in for Electron in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calls } from '../../client/ipc.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-built-'));
  const configFile = join(root, 'vite.shell.config.ts');
  await build({ configFile, mode: 'main', logLevel: 'silent', build: { outDir: join(folder, 'program') } });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the main process is one file', async () => {
  expect(await readdir(join(folder, 'program'))).toEqual(['main.js']);
});

test('it begins, asks for a server, answers every call, and ends', async () => {
  const starter = join(root, 'test/helpers/electron-stand-in/run-built-main.ts');
  const words = [starter, join(folder, 'program/main.js'), join(folder, 'user')];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    address: 'plenum-shell://pages/connect.html',
    preload: join(folder, 'program/preload.cjs'),
    calls: Object.keys(calls).length,
    schemes: ['plenum-shell'],
    trays: 1,
  });
});
