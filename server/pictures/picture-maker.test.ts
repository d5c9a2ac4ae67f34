import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PictureMaker } from './picture-maker.ts';

let folder: string;
let good: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plenum-pictures-'));
  good = join(folder, 'good.png');
  await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } }).toFile(good);
});
afterAll(() => rm(folder, { recursive: true }));

const job = (from: string) => ({ from, to: join(folder, 'small.webp'), side: 16, square: false });

/** A PNG that says how large it is and holds next to nothing. */
function bombOf(side: number): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(kind), body, Buffer.alloc(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 6], 8);
  const parts = [
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]);
}

test('T30: what is too large, broken, or of a kind that is not opened is no picture, and the next one is made', async () => {
  const maker = new PictureMaker();
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
  for (const content of [bombOf(65_535), bombOf(100), Buffer.from(svg), Buffer.alloc(0)]) {
    const file = join(folder, 'bad.png');
    await writeFile(file, content);
    expect(await maker.make(job(file))).toBeUndefined();
  }
  expect(await maker.make(job(join(folder, 'not there')))).toBeUndefined();
  expect(await maker.make(job(good))).toMatchObject({ width: 30, height: 20 });
  maker.close();
});

test('T30: one that never ends is ended with its process, and the queue goes on', async () => {
  const program = join(folder, 'stuck.mjs');
  await writeFile(program, "process.on('message', () => undefined);");
  const stuck = new PictureMaker({ jobMs: 50 }, pathToFileURL(program));
  expect(await Promise.all([stuck.make(job(good)), stuck.make(job(good))])).toEqual([undefined, undefined]);
  stuck.close();
});

test('T30: one that takes too much memory is ended with its process', async () => {
  const program = join(folder, 'stuck.mjs');
  await writeFile(program, "process.on('message', () => undefined);");
  const maker = new PictureMaker({ memoryBytes: 1, jobMs: 600_000 }, pathToFileURL(program));
  expect(await maker.make(job(good))).toBeUndefined();
  maker.close();
});
