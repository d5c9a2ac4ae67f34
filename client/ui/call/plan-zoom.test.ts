import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { panBy, pinchBy, wholeView, zoomAt } from './plan-zoom.ts';

const size = { width: 800, height: 450 };

test('what is under the pointer stays there', () => {
  const view = zoomAt(wholeView, 2, { x: 200, y: 100 }, size);
  expect(view).toEqual({ scale: 2, x: -200, y: -100 });
});

test('shrinking ends with the whole picture in its place', () => {
  const near = zoomAt(wholeView, 4, { x: 700, y: 20 }, size);
  expect(zoomAt(near, 0.01, { x: 0, y: 0 }, size)).toEqual({ scale: 1, x: 0, y: 0 });
});

test('however one zooms and moves, the picture covers the tile', () => {
  const step = fc.record({
    factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
    x: fc.integer({ min: 0, max: 800 }),
    y: fc.integer({ min: 0, max: 450 }),
    deltaX: fc.integer({ min: -2000, max: 2000 }),
    deltaY: fc.integer({ min: -2000, max: 2000 }),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let view = wholeView;
      for (const { factor, x, y, deltaX, deltaY } of steps) {
        view = panBy(zoomAt(view, factor, { x, y }, size), deltaX, deltaY, size);
        expect(view.scale).toBeGreaterThanOrEqual(1);
        expect(view.scale).toBeLessThanOrEqual(8);
        expect(view.x).toBeLessThanOrEqual(0);
        expect(view.y).toBeLessThanOrEqual(0);
        expect(view.x + view.scale * size.width).toBeGreaterThanOrEqual(size.width - 1e-6);
        expect(view.y + view.scale * size.height).toBeGreaterThanOrEqual(size.height - 1e-6);
      }
    }),
  );
});

test('two fingers that part enlarge what is between them, and together they bring the whole back', () => {
  const left = { x: 300, y: 200 };
  const right = { x: 500, y: 200 };
  const apart = pinchBy(wholeView, left, right, { x: 700, y: 200 }, size);
  expect(apart.scale).toBe(2);
  // What was in the middle, at 400, is in the middle of the fingers again.
  expect(apart.x + 400 * apart.scale).toBe(500);
  expect(pinchBy(apart, left, { x: 700, y: 200 }, { x: 400, y: 200 }, size)).toEqual(wholeView);
});

test('two fingers in one place change nothing', () => {
  const view = { scale: 2, x: -100, y: -50 };
  expect(pinchBy(view, { x: 5, y: 5 }, { x: 5, y: 5 }, { x: 50, y: 5 }, size)).toBe(view);
});
