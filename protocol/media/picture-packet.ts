// One message on a picture channel: a header of 28 bytes and a JPEG, which is a whole picture or one tile of it.
// Written by the sending worker, read by the receiving one and by the load tester; big-endian throughout.
//
//   0       version (1)
//   1       source: 0 camera, 1 screen
//   2       flags: bit 0 set when the frame redraws the whole picture
//   3       reserved, 0
//   4..7    sequence number of the frame, modulo 2^32
//   8..15   time of capture: milliseconds since the epoch, as a float64
//   16..19  width and height of the whole picture in pixels, two bytes each
//   20..23  x and y of the tile's upper left corner in pixels, two bytes each
//   24..27  index of this tile in the frame, and number of tiles of the frame, two bytes each
//   28..    JPEG

import { pictureFits, pictureTilesMax } from '../limits.ts';

const version = 1;
/** Bytes before the JPEG. */
export const pictureHeaderBytes = 28;

export interface PicturePacket {
  readonly source: 'camera' | 'screen';
  /** The frame's tiles cover the whole picture: nothing drawn before is needed. */
  readonly whole: boolean;
  /** Number of the frame, 0..2^32-1; all tiles of a frame share it. */
  readonly sequence: number;
  /** Milliseconds since the epoch on the sender's clock. */
  readonly capturedAtMs: number;
  /** Size of the whole picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Upper left corner of this tile in the picture. */
  readonly x: number;
  readonly y: number;
  readonly tileIndex: number;
  readonly tileCount: number;
  readonly jpeg: Uint8Array;
}

/** Packs a tile. Fields are trusted: they come from the sender's own planning. */
export function writePicturePacket(packet: PicturePacket): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pictureHeaderBytes + packet.jpeg.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, version);
  view.setUint8(1, packet.source === 'screen' ? 1 : 0);
  view.setUint8(2, packet.whole ? 1 : 0);
  view.setUint32(4, packet.sequence);
  view.setFloat64(8, packet.capturedAtMs);
  view.setUint16(16, packet.width);
  view.setUint16(18, packet.height);
  view.setUint16(20, packet.x);
  view.setUint16(22, packet.y);
  view.setUint16(24, packet.tileIndex);
  view.setUint16(26, packet.tileCount);
  bytes.set(packet.jpeg, pictureHeaderBytes);
  return bytes;
}

/** Unpacks a message; `undefined` for anything that is not one, or is of a picture larger than any. The JPEG is a view of `bytes`. */
export function readPicturePacket(bytes: Uint8Array): PicturePacket | undefined {
  if (bytes.length <= pictureHeaderBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const source = view.getUint8(1);
  if (view.getUint8(0) !== version || source > 1) return undefined;
  const packet: PicturePacket = {
    source: source === 1 ? 'screen' : 'camera',
    whole: (view.getUint8(2) & 1) === 1,
    sequence: view.getUint32(4),
    capturedAtMs: view.getFloat64(8),
    width: view.getUint16(16),
    height: view.getUint16(18),
    x: view.getUint16(20),
    y: view.getUint16(22),
    tileIndex: view.getUint16(24),
    tileCount: view.getUint16(26),
    jpeg: bytes.subarray(pictureHeaderBytes),
  };
  const inside = packet.x < packet.width && packet.y < packet.height && packet.tileIndex < packet.tileCount;
  const fits = pictureFits(packet.width, packet.height) && packet.tileCount <= pictureTilesMax;
  return inside && fits && Number.isFinite(packet.capturedAtMs) ? packet : undefined;
}
