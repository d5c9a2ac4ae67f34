// The icon as the systems want it: PNG for Linux, ICO for Windows, ICNS for macOS. Written before every packing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { rootFolder } from '../setup/places.mjs';
import { drawShapes, readShapes } from './icon-shapes.mjs';
import { iconFolder } from './places.mjs';

const source = path.join(rootFolder, 'client/ui/public/icon.svg');
const linuxSizesPx = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizesPx = [16, 24, 32, 48, 64, 128, 256];
/** Apple's four letters for a PNG of each size. @type {[string, number][]} */
const appleSizesPx = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Draws all of them into `dist/desktop-icons`. */
export function writeIcons() {
  const drawing = readShapes(readFileSync(source, 'utf8'));
  const pngOf = (/** @type {number} */ sizePx) => encodePng(drawShapes(drawing, sizePx), sizePx);
  rmSync(iconFolder, { recursive: true, force: true });
  mkdirSync(iconFolder, { recursive: true });
  for (const sizePx of linuxSizesPx) {
    writeFileSync(path.join(iconFolder, `${sizePx}x${sizePx}.png`), pngOf(sizePx));
  }
  const windows = windowsSizesPx.map((sizePx) => ({ sizePx, png: pngOf(sizePx) }));
  writeFileSync(path.join(iconFolder, 'icon.ico'), joinIco(windows));
  const apple = appleSizesPx.map(([name, sizePx]) => ({ name, png: pngOf(sizePx) }));
  writeFileSync(path.join(iconFolder, 'icon.icns'), joinIcns(apple));
}

/**
 * @param {Uint8Array} pixels red, green, blue and opacity of each
 * @param {number} sizePx width and height
 */
export function encodePng(pixels, sizePx) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sizePx, 0);
  header.writeUInt32BE(sizePx, 4);
  // Eight bits for each of red, green, blue and opacity.
  header.set([8, 6], 8);
  const rows = Array.from({ length: sizePx }, (_, row) =>
    // Each row begins with how it was filtered: not at all.
    Buffer.concat([Buffer.of(0), pixels.subarray(row * sizePx * 4, (row + 1) * sizePx * 4)]),
  );
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * Windows' container: a table of the pictures, then the pictures.
 * @param {{ sizePx: number, png: Buffer }[]} pictures
 */
export function joinIco(pictures) {
  const header = Buffer.alloc(6 + pictures.length * 16);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { sizePx, png }] of pictures.entries()) {
    const at = 6 + index * 16;
    // 0 stands for 256, which does not fit a byte.
    header.set([sizePx % 256, sizePx % 256], at);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/**
 * Apple's container: each picture behind its name and length.
 * @param {{ name: string, png: Buffer }[]} pictures
 */
export function joinIcns(pictures) {
  const entries = pictures.map(({ name, png }) => entry(name, png));
  return entry('icns', Buffer.concat(entries));
}

/**
 * @param {string} name four letters
 * @param {Buffer} content
 */
function entry(name, content) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length + 8);
  return Buffer.concat([Buffer.from(name, 'latin1'), length, content]);
}

/**
 * @param {string} name four letters
 * @param {Buffer} content
 */
function chunk(name, content) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
}
