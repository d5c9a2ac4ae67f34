import { expect, test } from 'vitest';
import { planLayer } from './plan-layer.ts';

const widths = [320, 640, 1280];

test('a thumbnail gets the smallest layer', () => {
  expect(planLayer(160, 1, widths)).toBe(0);
});

test('a tile on a dense display gets the layer of its device pixels', () => {
  expect(planLayer(320, 1, widths)).toBe(0);
  expect(planLayer(320, 2, widths)).toBe(1);
});

test('a tile slightly wider than a layer is content with that layer', () => {
  expect(planLayer(790, 1, widths)).toBe(1);
  expect(planLayer(810, 1, widths)).toBe(2);
});

test('a tile wider than every layer gets the largest', () => {
  expect(planLayer(3840, 2, widths)).toBe(2);
});

test('a source without layers gets layer 0', () => {
  expect(planLayer(500, 1, [])).toBe(0);
});

test('a tile that is being resized around a limit changes its layer once', () => {
  let current = 0;
  let switches = 0;
  for (const width of [700, 790, 805, 795, 810, 780, 820, 790, 700]) {
    const next = planLayer(width, 1, widths, current);
    if (next !== current) switches += 1;
    current = next;
  }
  expect(current).toBe(2);
  expect(switches).toBe(2);
});

test('a tile that became clearly smaller gets the smaller layer', () => {
  expect(planLayer(700, 1, widths, 2)).toBe(2);
  expect(planLayer(600, 1, widths, 2)).toBe(1);
  expect(planLayer(100, 1, widths, 2)).toBe(0);
});
