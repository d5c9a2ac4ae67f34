import { describe, expect, test } from 'vitest';
import { planJpeg, planJpegPackets, planLayers, planWantedLayer } from './plan-pictures.ts';

describe('pictures', () => {
  test('as JPEG count as the packets that carry them, not as one', () => {
    expect(planJpegPackets(planJpeg('camera'))).toBe(15);
    expect(planJpegPackets(planJpeg('screen'))).toBe(59);
  });

  test('have the layers that were asked for, with the bitrates of the product', () => {
    expect(planLayers('camera', 3).map(({ width, bitsPerSecond }) => [width, bitsPerSecond])).toEqual([
      [320, 150_000],
      [640, 500_000],
      [1280, 1_500_000],
    ]);
    expect(planLayers('camera', 1)).toHaveLength(1);
    expect(planLayers('screen', 3)).toHaveLength(1);
  });

  test('are watched large alone and small in a crowd', () => {
    expect([1, 2, 4, 5].map((pictures) => planWantedLayer(pictures, 3))).toEqual([2, 1, 1, 0]);
    expect(planWantedLayer(9, 1)).toBe(0);
  });
});
