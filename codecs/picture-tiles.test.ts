import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findChangedTiles, planTiles } from './picture-tiles.ts';

const side = fc.integer({ min: 1, max: 4096 });

test('the tiles of any picture cover it without gap or overlap and are not too large', () => {
  fc.assert(
    fc.property(side, side, (width, height) => {
      const tiles = planTiles(width, height);
      expect(tiles.reduce((sum, tile) => sum + tile.width * tile.height, 0)).toBe(width * height);
      expect(new Set(tiles.map(({ x, y }) => `${x} ${y}`)).size).toBe(tiles.length);
      for (const tile of tiles) {
        expect(Math.min(tile.width, tile.height)).toBeGreaterThan(0);
        expect(Math.max(tile.width, tile.height)).toBeLessThanOrEqual(320);
        expect(tile.x + tile.width).toBeLessThanOrEqual(width);
        expect(tile.y + tile.height).toBeLessThanOrEqual(height);
      }
    }),
  );
});

test('a pixel that changes marks the one tile that holds it', () => {
  const [width, height] = [700, 500];
  fc.assert(
    fc.property(fc.nat(width - 1), fc.nat(height - 1), fc.nat(3), (x, y, channel) => {
      const before = new Uint8ClampedArray(width * height * 4);
      const after = before.slice();
      after[(y * width + x) * 4 + channel] = 1;
      const tiles = planTiles(width, height);
      const changed = findChangedTiles(before, after, width, tiles);
      expect(changed).toHaveLength(1);
      const tile = tiles[changed[0] ?? -1];
      expect(tile && x >= tile.x && x < tile.x + tile.width && y >= tile.y && y < tile.y + tile.height).toBe(
        true,
      );
    }),
    { numRuns: 30 },
  );
});

test('a picture that stays the same has no changed tiles', () => {
  const still = new Uint8ClampedArray(640 * 360 * 4).fill(7);
  expect(findChangedTiles(still, still.slice(), 640, planTiles(640, 360))).toEqual([]);
});
