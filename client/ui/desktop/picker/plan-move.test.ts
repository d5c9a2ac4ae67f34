import { expect, test } from 'vitest';
import type { PickerSource } from '../../../ipc.ts';
import { mergeSources } from './merge-sources.ts';
import { planMove } from './plan-move.ts';

test('arrows lead to the neighbour and stop at the edges', () => {
  expect(planMove('ArrowRight', 0, 5, 3)).toBe(1);
  expect(planMove('ArrowDown', 1, 5, 3)).toBe(4);
  expect(planMove('ArrowDown', 2, 5, 3)).toBe(2);
  expect(planMove('ArrowUp', 1, 5, 3)).toBe(1);
  expect(planMove('ArrowLeft', 0, 5, 3)).toBe(0);
  expect(planMove('End', 0, 5, 3)).toBe(4);
});

test('the first arrow chooses the first one, and other keys none', () => {
  expect(planMove('ArrowDown', -1, 5, 3)).toBe(0);
  expect(planMove('a', 1, 5, 3)).toBeUndefined();
  expect(planMove('Home', -1, 0, 3)).toBeUndefined();
});

test('previews stay where they are when the system lists them in another order', () => {
  const source = (id: string, thumbnail = ''): PickerSource => ({ id, kind: 'window', name: id, thumbnail });
  const before = [source('a'), source('b'), source('c')];
  const merged = mergeSources(before, [source('d'), source('c', 'new'), source('a')]);
  expect(merged).toEqual([source('a'), source('c', 'new'), source('d')]);
});
