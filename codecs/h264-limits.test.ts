import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encoderDivisor, reachesBlock } from './h264-limits.ts';
import { cameraEncodings, cameraLayerWidths, screenEncodings } from './h264-settings.ts';

const blocksOf = (width: number, height: number) => Math.ceil(width / 16) * Math.ceil(height / 16);
const size = fc.record({
  width: fc.integer({ min: 16, max: 16_384 }),
  height: fc.integer({ min: 16, max: 16_384 }),
});

test('X5: what the encoder takes is sent as it is, what is larger fits after it is made smaller', () => {
  expect(encoderDivisor({ width: 4096, height: 2304 })).toBe(1);
  expect(encoderDivisor({ width: 2304, height: 4096 })).toBe(1);
  expect(encoderDivisor({ width: 5120, height: 2880 })).toBe(1.25);
  fc.assert(
    fc.property(size, ({ width, height }) => {
      const divisor = encoderDivisor({ width, height });
      expect(blocksOf(width / divisor, height / divisor)).toBeLessThanOrEqual(36_864);
      // No smaller than it has to be.
      if (divisor > 1) expect(blocksOf(width / divisor, height / divisor)).toBeGreaterThan(35_000);
      else expect(blocksOf(width, height)).toBeLessThanOrEqual(36_864);
    }),
  );
});

test('X5: a side below 16 pixels is none for the encoder', () => {
  expect([15, 16].map((height) => reachesBlock({ width: 800, height }))).toEqual([false, true]);
  expect(reachesBlock({ width: 8, height: 600 })).toBe(false);
});

test('X5: every layer of a camera or screen of any size is one that the encoder takes, and viewers plan with it', () => {
  fc.assert(
    fc.property(size, fc.constantFrom('camera', 'text', 'motion'), ({ width, height }, kind) => {
      const encodings =
        kind === 'camera'
          ? cameraEncodings('standard', { width, height })
          : screenEncodings(kind === 'text' ? 'text' : 'motion', { width, height });
      expect(encodings.length).toBeGreaterThan(0);
      for (const { scaleResolutionDownBy: divisor = 1 } of encodings)
        expect(blocksOf(width / divisor, height / divisor)).toBeLessThanOrEqual(36_864);
      for (const { scaleResolutionDownBy: divisor = 1 } of encodings.slice(0, -1))
        expect(Math.min(width, height) / divisor).toBeGreaterThanOrEqual(16);
      if (kind === 'camera')
        expect(cameraLayerWidths({ width, height })).toEqual(
          encodings.map(({ scaleResolutionDownBy = 1 }) => Math.round(width / scaleResolutionDownBy)),
        );
    }),
  );
});
