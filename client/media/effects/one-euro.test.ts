import { expect, test } from 'vitest';
import { createOneEuro } from './one-euro.ts';

const frameMs = 1000 / 30;

function run(values: readonly number[]): number[] {
  const steady = createOneEuro({ restHz: 1.5, speedGain: 0.05 });
  return values.map((value, frame) => steady(value, frame * frameMs));
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

test('a value that trembles comes out far calmer', () => {
  const trembling = Array.from({ length: 90 }, (_, frame) => 100 + (frame % 2 === 0 ? 1 : -1));
  expect(spread(run(trembling).slice(30))).toBeLessThan(spread(trembling) / 4);
});

test('a value that moves steadily is followed within three frames', () => {
  const perFrame = 8;
  const moving = Array.from({ length: 60 }, (_, frame) => frame * perFrame);
  expect((moving.at(-1) ?? 0) - (run(moving).at(-1) ?? 0)).toBeLessThan(3 * perFrame);
});

test('a value that stays is reached', () => {
  expect(run([0, ...Array.from({ length: 120 }, () => 50)]).at(-1)).toBeCloseTo(50, 0);
});

test('a time that does not rise changes nothing', () => {
  const steady = createOneEuro({ restHz: 1, speedGain: 1 });
  expect([steady(5, 100), steady(9, 100), steady(9, 50)]).toEqual([5, 5, 5]);
});
