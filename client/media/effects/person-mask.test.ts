import { expect, test } from 'vitest';
import { calmed, writeOpacity } from './person-mask.ts';

test('what is surely background is clear, what is surely the person is solid, the edge is between', () => {
  const rgba = new Uint8ClampedArray(5 * 4);
  writeOpacity(new Float32Array([0, 0.3, 0.5, 0.7, 1]), rgba);
  expect(Array.from({ length: 5 }, (_, pixel) => rgba[pixel * 4 + 3])).toEqual([0, 0, 128, 255, 255]);
});

test('an edge that flickers is calmed, a person who moves is followed within two pictures', () => {
  const first = calmed(new Float32Array([0.4]), undefined);
  expect(calmed(new Float32Array([0.6]), first)[0]).toBeLessThan(0.6);
  let sure = calmed(new Float32Array([0]), undefined);
  for (let picture = 0; picture < 2; picture += 1) sure = calmed(new Float32Array([1]), sure);
  expect(sure[0]).toBeGreaterThan(0.9);
});
