import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearProxyNote, noteProxy, readProxyNote } from './proxy-note.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plenum-proxies-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('proxies that were seen are read until they are trusted or forgotten', async () => {
  expect(await readProxyNote(dataDir, [])).toEqual([]);
  for (const address of ['10.0.0.1', '10.0.0.2']) await noteProxy(dataDir, address);
  expect(await readProxyNote(dataDir, ['10.0.0.2'])).toEqual(['10.0.0.1']);
  await clearProxyNote(dataDir);
  expect(await readProxyNote(dataDir, [])).toEqual([]);
});
