import { expect, test } from 'vitest';
import { readJpegSize } from './check-jpeg.ts';
import { splitJpegs } from './clips.ts';

const [start, end] = [Buffer.of(0xff, 0xd8), Buffer.of(0xff, 0xd9)];
const comment = Buffer.of(0xff, 0xfe, 0, 4, 0xff, 0xc0);
const frameHeader = Buffer.of(0xff, 0xc0, 0, 11, 8, 0, 90, 0, 160, 1, 1, 0x11, 0);
const scan = Buffer.from('some scan');
const jpeg = Buffer.concat([start, comment, frameHeader, scan, end]);

test('the size of a whole JPEG is read past what stands before it', () => {
  expect(readJpegSize(jpeg)).toEqual({ width: 160, height: 90 });
});

test('a JPEG that was cut off, or is none, has no size', () => {
  expect(readJpegSize(jpeg.subarray(0, -3))).toBeUndefined();
  expect(readJpegSize(Buffer.from('no picture'))).toBeUndefined();
  expect(readJpegSize(new Uint8Array())).toBeUndefined();
  expect(readJpegSize(Buffer.concat([start, scan, end]))).toBeUndefined();
});

test('pictures that follow each other are told apart', () => {
  expect(splitJpegs(Buffer.concat([jpeg, jpeg]))).toEqual([jpeg, jpeg]);
});
