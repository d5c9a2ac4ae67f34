import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { silenceDb, soundLevelDb } from './sound-level.ts';

const sine = (amplitude: number) =>
  Float32Array.from({ length: 320 }, (_, index) => amplitude * Math.sin((2 * Math.PI * index) / 32));

test('a full sine has 3 dB less than full scale and half its amplitude 6 dB less again', () => {
  expect(soundLevelDb(sine(1))).toBeCloseTo(-3.01, 2);
  expect(soundLevelDb(sine(0.5))).toBeCloseTo(-9.03, 2);
});

test('silence, nothing at all and what is no number have the lowest level', () => {
  expect(soundLevelDb(new Int16Array(320))).toBe(silenceDb);
  expect(soundLevelDb(new Float32Array())).toBe(silenceDb);
  expect(soundLevelDb(Float32Array.of(Number.NaN))).toBe(silenceDb);
  expect(soundLevelDb(Float32Array.of(1e-12))).toBe(silenceDb);
});

test('integers and floats of the same sound have the same level', () => {
  fc.assert(
    fc.property(fc.int16Array({ minLength: 1, maxLength: 320 }), (samples) => {
      const floats = Float32Array.from(samples, (sample) => sample / 32_768);
      expect(soundLevelDb(floats)).toBeCloseTo(soundLevelDb(samples), 4);
      expect(soundLevelDb(samples)).toBeGreaterThanOrEqual(silenceDb);
      expect(soundLevelDb(samples)).toBeLessThanOrEqual(0);
    }),
  );
});
