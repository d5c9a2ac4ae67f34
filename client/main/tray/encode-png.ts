// Turns pixels into a PNG file in memory, so that the tray's pictures need no binary files. Used by `tray-image.ts`.
import { crc32, deflateSync } from 'node:zlib';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const bytesPerPixel = 4;

/**
 * @param rgba four bytes a pixel, row by row from the top, alpha not multiplied in
 * @param sizePx width and height
 */
export function encodePng(rgba: Uint8Array, sizePx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  // Eight bits a channel, red-green-blue-alpha; the remaining bytes stay 0: the one compression, no interlacing.
  header.set([8, 6], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(withFilterBytes(rgba, sizePx))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Every row begins with the number of its filter: 0, none. */
function withFilterBytes(rgba: Uint8Array, sizePx: number): Buffer {
  const rowBytes = sizePx * bytesPerPixel;
  const rows = Buffer.alloc((rowBytes + 1) * sizePx);
  for (let y = 0; y < sizePx; y++)
    rows.set(rgba.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  return rows;
}

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const whole = Buffer.alloc(typed.length + 8);
  whole.writeUInt32BE(body.length, 0);
  whole.set(typed, 4);
  whole.writeUInt32BE(crc32(typed), typed.length + 4);
  return whole;
}
