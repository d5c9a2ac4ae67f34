import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Box, planStage } from './plan-stage.ts';

const area = (width: number, height: number): Box => ({ x: 0, y: 0, width, height });

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('every tile is inside the stage and none covers another, whatever is shown', () => {
  const stage = fc.record({
    small: fc.integer({ min: 0, max: 49 }),
    large: fc.integer({ min: 0, max: 4 }),
    width: fc.integer({ min: 320, max: 3840 }),
    height: fc.integer({ min: 320, max: 2100 }),
  });
  fc.assert(
    fc.property(stage, ({ small, large, width, height }) => {
      const plan = planStage({ small, large }, area(width, height), 8);
      const boxes = [...plan.small, ...plan.large];
      expect(plan.small).toHaveLength(small);
      expect(plan.large).toHaveLength(large);
      boxes.forEach((box, index) => {
        expect(box.width).toBeGreaterThan(0);
        expect(box.height).toBeGreaterThan(0);
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.y).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(width + 1);
        expect(box.y + box.height).toBeLessThanOrEqual(height + 1);
        for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      });
    }),
  );
});

test('a shared screen is larger than every person beside it', () => {
  for (const small of [1, 2, 6, 20, 49]) {
    const plan = planStage({ small, large: 1 }, area(1440, 800), 8);
    const screen = plan.large[0];
    for (const person of plan.small) {
      expect(screen && screen.width * screen.height).toBeGreaterThan(person.width * person.height * 3);
    }
  }
});

test('people stand beside a screen in a wide window and below it in a tall one', () => {
  const wide = planStage({ small: 3, large: 1 }, area(1600, 700), 8);
  const tall = planStage({ small: 3, large: 1 }, area(360, 500), 8);
  expect(wide.small[0]?.x).toBeGreaterThan(wide.large[0]?.width ?? Number.POSITIVE_INFINITY);
  expect(tall.small[0]?.y).toBeGreaterThan(tall.large[0]?.height ?? Number.POSITIVE_INFINITY);
});

test('two people in a phone-sized window get taller tiles than wide ones would be', () => {
  const { small } = planStage({ small: 2, large: 0 }, area(344, 520), 8);
  expect(small[0]?.height).toBeGreaterThan(344 / (16 / 9));
});

test('people stay on their side of two screens while others come and go', () => {
  for (const [width, height] of [
    [1264, 696],
    [1424, 780],
    [344, 500],
  ] as const) {
    let plan = planStage({ small: 1, large: 2 }, area(width, height), 8);
    const sides = new Set<unknown>();
    for (const small of [2, 3, 4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4, 3, 2]) {
      plan = planStage({ small, large: 2 }, area(width, height), 8, plan.arrangement);
      sides.add(plan.arrangement?.beside);
    }
    expect(sides.size, `${width} x ${height}`).toBe(1);
  }
});

test('an arrangement that became a bad one is given up', () => {
  const { arrangement } = planStage({ small: 3, large: 1 }, area(1600, 700), 8);
  expect(arrangement?.beside).toBe(true);
  const turned = planStage({ small: 3, large: 1 }, area(360, 500), 8, arrangement);
  expect(turned.arrangement?.beside).toBe(false);
});
