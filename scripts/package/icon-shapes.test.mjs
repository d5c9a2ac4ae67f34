import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rootFolder } from '../setup/places.mjs';
import { drawShapes, readShapes } from './icon-shapes.mjs';

const svg = readFileSync(path.join(rootFolder, 'client/ui/public/icon.svg'), 'utf8');

/**
 * @param {number} sizePx
 * @param {number} x in units of the drawing
 * @param {number} y
 */
function pixelAt(sizePx, x, y) {
  const pixels = drawShapes(readShapes(svg), sizePx);
  const at = (Math.floor((y / 32) * sizePx) * sizePx + Math.floor((x / 32) * sizePx)) * 4;
  return [...pixels.subarray(at, at + 4)];
}

test('the icon of the web client is read whole', () => {
  const { size, shapes } = readShapes(svg);
  expect([size, shapes.length]).toEqual([32, svg.match(/<(rect|circle) /g)?.length]);
});

test.each([32, 256])(
  'with %i pixels the corners are clear, the ground is coloured and the discs are white',
  (sizePx) => {
    expect(pixelAt(sizePx, 0.1, 0.1)[3]).toBe(0);
    expect(pixelAt(sizePx, 16.5, 2.5)).toEqual([0x0f, 0x76, 0x6e, 255]);
    expect(pixelAt(sizePx, 16.5, 23.5)).toEqual([255, 255, 255, 255]);
  },
);

test('a shape behind a half-transparent one shines through', () => {
  const [red = 0] = pixelAt(256, 16, 7.6);
  expect(red).toBeGreaterThan(100);
  expect(red).toBeLessThan(200);
});

test('a drawing with anything else is refused', () => {
  expect(() => readShapes('<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>')).toThrow(/cannot draw/);
});
