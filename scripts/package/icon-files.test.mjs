import { expect, test } from 'vitest';
import { inflateSync } from 'node:zlib';
import { encodePng, joinIcns, joinIco } from './icon-files.mjs';

const pixels = new Uint8Array(2 * 2 * 4).map((_, index) => index);

test('a PNG holds its size and every pixel', () => {
  const png = encodePng(pixels, 2);
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2, 2]);
  const length = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  expect([...rows]).toEqual([0, ...pixels.subarray(0, 8), 0, ...pixels.subarray(8)]);
});

test('the table of an ICO leads to each picture', () => {
  const ico = joinIco([
    { sizePx: 16, png: Buffer.from('one') },
    { sizePx: 256, png: Buffer.from('three') },
  ]);
  const entry = (/** @type {number} */ at) =>
    ico.subarray(ico.readUInt32LE(at + 12)).subarray(0, ico.readUInt32LE(at + 8));
  expect([entry(6), entry(22)].map(String)).toEqual(['one', 'three']);
  expect([ico[6], ico[22]]).toEqual([16, 0]);
});

test('an ICNS names each picture and its length', () => {
  const icns = joinIcns([{ name: 'ic07', png: Buffer.from('one') }]);
  expect(icns.toString('latin1')).toBe('icns\0\0\0\x13ic07\0\0\0\x0bone');
});
