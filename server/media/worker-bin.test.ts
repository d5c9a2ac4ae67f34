import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkerKind } from './worker-bin.ts';

const mark = 'WORKER_BATCHING';
/** As much as is read at a time; a program that is twice as long is read in several pieces. */
const readBytes = 256 * 1024;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-worker-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A program of random bytes with a text in it. */
async function programWith(text: string, at: number): Promise<string> {
  const bytes = randomBytes(2 * readBytes);
  bytes.write(text, at);
  const file = join(folder, `${at}-${text.length}`);
  await writeFile(file, bytes);
  return file;
}

const places = [0, 1000, ...Array.from(mark, (_, index) => readBytes - index), 2 * readBytes - mark.length];
test.each(places)('a program with the mark of the recipe at byte %d is of the recipe', async (at) => {
  expect(await readWorkerKind(await programWith(mark, at))).toBe('plenum');
});

test.each([0, readBytes - 7])("one with a part of the mark at byte %d is upstream's", async (at) => {
  expect(await readWorkerKind(await programWith(mark.slice(1), at))).toBe('upstream');
});

test('a program that is shorter than the mark, and one that is not there', async () => {
  const short = join(folder, 'short');
  await writeFile(short, 'WORKER');
  expect(await readWorkerKind(short)).toBe('upstream');
  await expect(readWorkerKind(join(folder, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' });
});
