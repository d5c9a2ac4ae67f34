import { expect, test } from 'vitest';
import type { PicturePacket } from '../../protocol/media/picture-packet.ts';
import { pictureTilesMax } from '../../protocol/limits.ts';
import { createPictureQueue } from './picture-queue.ts';

const tile = (sequence: number, x = 0, width = 640): PicturePacket => ({
  source: 'screen',
  whole: false,
  sequence,
  capturedAtMs: 0,
  width,
  height: 360,
  x,
  y: 0,
  tileIndex: 0,
  tileCount: 1,
  jpeg: new Uint8Array(1),
});

function taken(...packets: PicturePacket[]): string[] {
  const queue = createPictureQueue();
  for (const packet of packets) queue.push(packet);
  const names: string[] = [];
  for (let next = queue.take(); next; next = queue.take()) names.push(`${next.sequence}@${next.x}`);
  return names;
}

test('a decoder that fell behind finds only the newest tile of each place', () => {
  expect(taken(tile(1), tile(1, 320), tile(2), tile(3))).toEqual(['1@320', '3@0']);
});

test('a tile that was overtaken on the way is left out', () => {
  expect(taken(tile(5), tile(4), tile(5))).toEqual(['5@0']);
});

test('a tile that was overtaken by a decoded one is left out', () => {
  const queue = createPictureQueue();
  queue.push(tile(5));
  queue.take();
  queue.push(tile(4));
  expect(queue.take()).toBeUndefined();
});

test('sequence numbers go on after 2^32 - 1', () => {
  expect(taken(tile(0xffff_ffff), tile(0))).toEqual(['0@0']);
});

test('when the picture changes its size, tiles of the old size are forgotten and refused', () => {
  expect(taken(tile(1), tile(1, 320), tile(2, 0, 1280), tile(1, 320))).toEqual(['2@0']);
});

test('S3: a picture of more places than any is cut into takes no more memory', () => {
  const many = Array.from({ length: 2 * pictureTilesMax }, (_, x) => tile(1, x, 2560));
  expect(taken(...many)).toHaveLength(pictureTilesMax);
});
