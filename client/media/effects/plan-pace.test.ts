import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paces, planPace, shareOf } from './plan-pace.ts';

const strong = { searchMs: 4, drawMs: 4, cameraPerSecond: 30 };

test('a machine that keeps up searches in every picture', () => {
  expect(planPace(0, strong)).toBe(0);
});

test('a machine that does not keep up first searches in every second picture only', () => {
  expect(planPace(0, { searchMs: 14, drawMs: 6, cameraPerSecond: 30 })).toBe(1);
});

test('a weak machine goes down at once as far as it must, and no lower than ten pictures a second', () => {
  expect(planPace(0, { searchMs: 20, drawMs: 20, cameraPerSecond: 30 })).toBe(3);
  expect(planPace(0, { searchMs: 500, drawMs: 500, cameraPerSecond: 30 })).toBe(paces.length - 1);
});

test('it comes back one step at a time', () => {
  expect(planPace(4, strong)).toBe(3);
  expect(planPace(1, strong)).toBe(0);
});

test('with the same measures it settles: no pace is left and taken again', () => {
  const measures = fc.record({
    searchMs: fc.double({ min: 0, max: 200, noNaN: true }),
    drawMs: fc.double({ min: 0, max: 200, noNaN: true }),
    cameraPerSecond: fc.double({ min: 1, max: 60, noNaN: true }),
  });
  fc.assert(
    fc.property(measures, fc.nat({ max: paces.length - 1 }), (measure, start) => {
      let index = start;
      for (let second = 0; second < paces.length; second += 1) index = planPace(index, measure);
      expect(planPace(index, measure)).toBe(index);
      const pace = paces[index];
      const isLowest = index === paces.length - 1;
      expect(pace && (isLowest || shareOf(pace, measure) <= 0.5)).toBe(true);
    }),
  );
});
