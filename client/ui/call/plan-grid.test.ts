import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planGrid } from './plan-grid.ts';

const wide = 16 / 9;

test('one tile fills the area as far as its shape allows', () => {
  expect(planGrid(1, 1600, 900, wide)).toEqual({ columns: 1, rows: 1, tileWidth: 1600, tileHeight: 900 });
  expect(planGrid(1, 900, 1600, 1)).toEqual({ columns: 1, rows: 1, tileWidth: 900, tileHeight: 900 });
});

test('two tiles stand beside each other in a wide window and below each other in a tall one', () => {
  expect(planGrid(2, 1600, 700, wide)).toMatchObject({ columns: 2, rows: 1 });
  expect(planGrid(2, 360, 500, wide)).toMatchObject({ columns: 1, rows: 2 });
});

test('49 tiles in a wide window make seven by seven', () => {
  expect(planGrid(49, 1600, 900, wide, 8)).toMatchObject({ columns: 7, rows: 7 });
});

test('of grids with equal tiles the one with fewer empty places is taken', () => {
  expect(planGrid(5, 400, 200, 1)).toEqual({ columns: 3, rows: 2, tileWidth: 100, tileHeight: 100 });
});

test('every count fits every area, no row is empty and no other number of columns gives larger tiles', () => {
  const area = fc.record({
    count: fc.integer({ min: 1, max: 120 }),
    width: fc.integer({ min: 200, max: 4000 }),
    height: fc.integer({ min: 200, max: 2200 }),
    aspect: fc.constantFrom(wide, 4 / 3, 1, 3 / 4),
    gap: fc.integer({ min: 0, max: 12 }),
  });
  fc.assert(
    fc.property(area, ({ count, width, height, aspect, gap }) => {
      const plan = planGrid(count, width, height, aspect, gap);
      fc.pre(plan.tileWidth > 0);
      expect(plan.columns * plan.rows).toBeGreaterThanOrEqual(count);
      expect(plan.columns * (plan.rows - 1)).toBeLessThan(count);
      expect(plan.tileWidth / plan.tileHeight).toBeCloseTo(aspect, 6);
      expect(plan.columns * plan.tileWidth + (plan.columns - 1) * gap).toBeLessThanOrEqual(width + 1e-6);
      expect(plan.rows * plan.tileHeight + (plan.rows - 1) * gap).toBeLessThanOrEqual(height + 1e-6);
      for (let columns = 1; columns <= count; columns += 1) {
        const rows = Math.ceil(count / columns);
        const byWidth = (width - gap * (columns - 1)) / columns;
        const byHeight = ((height - gap * (rows - 1)) / rows) * aspect;
        expect(plan.tileWidth).toBeGreaterThanOrEqual(Math.min(byWidth, byHeight) - 1e-6);
      }
    }),
  );
});
