import { expect, test } from 'vitest';
import { planLowerEdge, toastLifeMs } from './plan-toasts.ts';

test.each([
  [1280, true, 'none', 'nothing'],
  [1280, true, 'strip', 'nothing'],
  [390, true, 'none', 'tabs'],
  [390, true, 'strip', 'strip-and-tabs'],
  [390, false, 'full', 'call-bar'],
  [1280, false, 'full', 'call-bar'],
  [390, false, 'none', 'nothing'],
] as const)('at %i px, frame %s, call %s, toasts leave free: %s', (widthPx, hasFrame, layer, edge) => {
  expect(planLowerEdge(widthPx, hasFrame, layer)).toBe(edge);
});

test('a longer sentence stays longer', () => {
  expect(toastLifeMs('Jo joined.')).toBe(4200);
  expect(toastLifeMs('x'.repeat(100))).toBe(15_000);
});
