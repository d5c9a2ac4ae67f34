import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isApart, placeOnPicture, scaleOf } from './annotation-place.ts';

test('bars beside a tall picture do not count', () => {
  const box = { left: 100, top: 50, width: 400, height: 100 };
  const picture = { width: 1000, height: 1000 };
  expect(placeOnPicture({ x: 300, y: 100 }, box, picture)).toEqual([0.5, 0.5]);
  expect(placeOnPicture({ x: 250, y: 50 }, box, picture)).toEqual([0, 0]);
  expect(placeOnPicture({ x: 350, y: 150 }, box, picture)).toEqual([1, 1]);
});

test('bars above and below a wide picture do not count, and what lies in them comes to the edge', () => {
  const box = { left: 0, top: 0, width: 200, height: 400 };
  const picture = { width: 1920, height: 1080 };
  expect(placeOnPicture({ x: 100, y: 200 }, box, picture)).toEqual([0.5, 0.5]);
  expect(placeOnPicture({ x: 150, y: 10 }, box, picture)).toEqual([0.75, 0]);
  expect(placeOnPicture({ x: -20, y: 399 }, box, picture)).toEqual([0, 1]);
});

test('the same place is the same point for every viewer, whatever the size, zoom and pan of their tile', () => {
  const size = fc.integer({ min: 50, max: 4000 });
  const share = fc.integer({ min: 0, max: 1000 }).map((thousandth) => thousandth / 1000);
  const tile = fc.record({
    left: fc.integer({ min: -3000, max: 500 }),
    top: fc.integer({ min: -3000, max: 500 }),
    width: size,
    height: size,
  });
  const picture = fc.record({ width: fc.integer({ min: 320, max: 3840 }), height: size });
  fc.assert(
    fc.property(tile, picture, share, share, (box, shared, across, down) => {
      const scale = scaleOf(box, shared);
      const x = box.left + (box.width - shared.width * scale) / 2 + across * shared.width * scale;
      const y = box.top + (box.height - shared.height * scale) / 2 + down * shared.height * scale;
      const [left, top] = placeOnPicture({ x, y }, box, shared);
      expect(left).toBeCloseTo(across, 3);
      expect(top).toBeCloseTo(down, 3);
    }),
  );
});

test('a hand that hardly moves adds no points', () => {
  expect(isApart(undefined, [0.5, 0.5])).toBe(true);
  expect(isApart([0.5, 0.5], [0.5, 0.5005])).toBe(false);
  expect(isApart([0.5, 0.5], [0.502, 0.5])).toBe(true);
});
