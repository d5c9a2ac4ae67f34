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
