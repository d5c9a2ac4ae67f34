import { expect, test } from 'vitest';
import { type Judgement, ratioOf, verdictOf } from './goals.ts';

const atMost = (figure: number | undefined): Judgement => ({
  goal: 'P2',
  what: 'time per packet',
  figure,
  limit: 1.03,
  unit: 'x',
  wanted: 'at most',
});

test('a figure at its limit meets the goal, and one beyond it misses', () => {
  expect([1.02, 1.03, 1.04].map((figure) => verdictOf(atMost(figure)))).toEqual(['met', 'met', 'missed']);
  const atLeast = (figure: number): Judgement => ({ ...atMost(figure), wanted: 'at least' });
  expect([1.02, 1.03, 1.04].map((figure) => verdictOf(atLeast(figure)))).toEqual(['missed', 'met', 'met']);
});

test('what was not measured is neither met nor missed', () => {
  expect(verdictOf(atMost(undefined))).toBe('not measured');
  expect(verdictOf(atMost(Number.NaN))).toBe('not measured');
});

test('a ratio needs both figures', () => {
  expect(ratioOf(3, 6)).toBe(0.5);
  expect(ratioOf(undefined, 6)).toBeUndefined();
  expect(ratioOf(3, undefined)).toBeUndefined();
  expect(ratioOf(3, 0)).toBeUndefined();
});
