import { expect, test } from 'vitest';
import { planLayers } from './plan-layers.ts';

test('without viewers nothing is wanted', () => {
  expect(planLayers([], 3)).toEqual([]);
});

test('who has the preferred layer needs no other', () => {
  expect(planLayers([{ preferred: 1, current: 1 }], 3)).toEqual([1]);
});

test('who has nothing yet, or less than the tile could show, may get any layer up to the preferred one', () => {
  expect(planLayers([{ preferred: 2, current: undefined }], 3)).toEqual([0, 1, 2]);
  expect(planLayers([{ preferred: 1, current: 0 }], 3)).toEqual([0, 1]);
});

test('the wishes of all viewers come together', () => {
  const viewers = [
    { preferred: 0, current: 0 },
    { preferred: 2, current: 2 },
  ];
  expect(planLayers(viewers, 3)).toEqual([0, 2]);
});

test('a layer that the sender does not have stands for its largest', () => {
  expect(planLayers([{ preferred: 2, current: 0 }], 1)).toEqual([0]);
  expect(planLayers([{ preferred: 2, current: 1 }], 2)).toEqual([1]);
});
