import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pictureTilesMax } from '../limits.ts';
import { pictureHeaderBytes, readPicturePacket, writePicturePacket } from './picture-packet.ts';

const packet = fc
  .record({
    source: fc.constantFrom('camera' as const, 'screen' as const),
    whole: fc.boolean(),
    sequence: fc.nat(0xffffffff),
    capturedAtMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
    width: fc.integer({ min: 1, max: 2200 }),
    height: fc.integer({ min: 1, max: 2200 }),
    tileCount: fc.integer({ min: 1, max: pictureTilesMax }),
    jpeg: fc.uint8Array({ minLength: 1, maxLength: 200 }),
    place: fc.record({ x: fc.nat(), y: fc.nat(), tileIndex: fc.nat() }),
  })
  .map(({ place, ...rest }) => ({
    ...rest,
    x: place.x % rest.width,
    y: place.y % rest.height,
    tileIndex: place.tileIndex % rest.tileCount,
  }));

test('every tile that is written reads back the same', () => {
  fc.assert(
    fc.property(packet, (written) => {
      const read = readPicturePacket(writePicturePacket(written));
      expect(read && { ...read, jpeg: Array.from(read.jpeg) }).toEqual({
        ...written,
        jpeg: Array.from(written.jpeg),
      });
    }),
  );
});

test('a message that is no longer than the header is refused', () => {
  expect(readPicturePacket(new Uint8Array(pictureHeaderBytes))).toBeUndefined();
});

test('a tile outside its picture is refused', () => {
  const inside = {
    source: 'camera',
    whole: true,
    sequence: 1,
    capturedAtMs: 0,
    width: 10,
    height: 10,
  } as const;
  const rest = { y: 0, tileIndex: 0, tileCount: 1, jpeg: new Uint8Array(1) };
  expect(readPicturePacket(writePicturePacket({ ...inside, ...rest, x: 9 }))).toBeDefined();
  expect(readPicturePacket(writePicturePacket({ ...inside, ...rest, x: 10 }))).toBeUndefined();
});

test('random bytes never make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const read = readPicturePacket(bytes);
      if (read) expect(read.jpeg.length).toBe(bytes.length - pictureHeaderBytes);
    }),
  );
});

test.each([
  [7680, 650, 1, true],
  [7681, 100, 1, false],
  [2560, 1960, 1, false],
  [16_384, 16_384, 1, false],
  [640, 360, pictureTilesMax + 1, false],
])('S3: whether a picture of %d x %d in %d tiles is one: %s', (width, height, tileCount, isOne) => {
  const rest = {
    source: 'camera',
    whole: true,
    sequence: 1,
    capturedAtMs: 0,
    x: 0,
    y: 0,
    tileIndex: 0,
  } as const;
  const message = writePicturePacket({ ...rest, width, height, tileCount, jpeg: new Uint8Array(1) });
  expect(readPicturePacket(message) !== undefined).toBe(isOne);
});
