// Reads a PNG of eight bits a colour, as photographs are stored. Used by face-clip.
import { inflateSync } from 'node:zlib';

export interface Photograph {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel, row by row. */
  readonly rgb: Uint8Array;
}

const headerBytes = 8;
const bytesPerPixel = 3;

/** @throws RangeError for another kind of PNG: interlaced, with a palette, grey or transparent */
export function readPng(file: Buffer): Photograph {
  const parts: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = headerBytes; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    const content = file.subarray(at + 8, at + 8 + length);
    if (kind === 'IHDR') {
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
      if (content[8] !== 8 || content[9] !== 2 || content[12] !== 0)
        throw new RangeError('Not a plain RGB picture.');
    }
    if (kind === 'IDAT') parts.push(content);
    at += length + 12;
  }
  return { width, height, rgb: unfilter(inflateSync(Buffer.concat(parts)), width * bytesPerPixel, height) };
}

/** Each row begins with the number of the rule by which its bytes were predicted from those to the left and above. */
function unfilter(rows: Uint8Array, rowBytes: number, height: number): Uint8Array {
  const out = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    const filter = rows[row * (rowBytes + 1)] ?? 0;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = row * rowBytes + x;
      const left = x < bytesPerPixel ? 0 : (out[at - bytesPerPixel] ?? 0);
      const above = row === 0 ? 0 : (out[at - rowBytes] ?? 0);
      const corner = row === 0 || x < bytesPerPixel ? 0 : (out[at - rowBytes - bytesPerPixel] ?? 0);
      out[at] = (rows[row * (rowBytes + 1) + 1 + x] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return out;
}

function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [above - corner, left - corner, left + above - 2 * corner].map(
    Math.abs,
  );
  if ((toLeft ?? 0) <= (toAbove ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left;
  return (toAbove ?? 0) <= (toCorner ?? 0) ? above : corner;
}
