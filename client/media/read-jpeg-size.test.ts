import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitsItsPicture, readJpegSize } from './read-jpeg-size.ts';

/** A JPEG up to its frame: an APP0 of some bytes, a frame of this kind. */
function jpegOf(width: number, height: number, frame = 0xc0, app = 14): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const filled = Array.from({ length: app }, () => 0xff);
  return Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    app + 2,
    ...filled,
    0xff,
    frame,
    0,
    17,
    8,
    ...size,
    3,
    1,
    2,
    3,
  ]);
}

const packet = {
  source: 'screen' as const,
  whole: true,
  sequence: 1,
  capturedAtMs: 0,
  width: 640,
  height: 360,
  x: 320,
  y: 180,
  tileIndex: 0,
  tileCount: 1,
};

test('the size is read past what stands before it', () => {
  expect(readJpegSize(jpegOf(640, 360))).toEqual({ width: 640, height: 360 });
  expect(readJpegSize(jpegOf(16_384, 16_383, 0xc1, 200))).toEqual({ width: 16_384, height: 16_383 });
});

test('S3: a progressive JPEG, a cut one and other bytes have no size', () => {
  expect(readJpegSize(jpegOf(640, 360, 0xc2))).toBeUndefined();
  expect(readJpegSize(jpegOf(640, 360).subarray(0, 25))).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      readJpegSize(Uint8Array.from([0xff, 0xd8, ...bytes]));
    }),
  );
});

test.each([
  [320, 180, true],
  [321, 180, false],
  [320, 181, false],
  [16_384, 16_384, false],
  [0, 0, false],
])('S3: whether a tile of %d x %d fits into the rest of its picture: %s', (width, height, fits) => {
  expect(fitsItsPicture({ ...packet, jpeg: jpegOf(width, height) })).toBe(fits);
});
