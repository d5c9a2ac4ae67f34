import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soundLevelDb } from './sound-level.ts';
import { stretchFrame } from './stretch-frame.ts';

const rateHz = 16_000;
/** A voiced sound: a tone with overtones. */
const voiced = (pitchHz: number, phase: number) =>
  Float32Array.from({ length: 320 }, (_, index) => {
    const angle = (2 * Math.PI * pitchHz * index) / rateHz + phase;
    return 0.4 * Math.sin(angle) + 0.2 * Math.sin(2 * angle) + 0.1 * Math.sin(3 * angle);
  });
const stepsOf = (sound: Float32Array) =>
  Array.from(sound.subarray(1), (sample, index) => Math.abs(sample - (sound[index] ?? 0)));
const pitch = fc.double({ min: 105, max: 390, noNaN: true });
const phase = fc.double({ min: 0, max: 6.28, noNaN: true });

test.each([-160, 160])(
  'a voiced sound changes by whole periods, up to %i samples, without a click',
  (change) => {
    fc.assert(
      fc.property(pitch, phase, (pitchHz, phase) => {
        const sound = voiced(pitchHz, phase);
        const stretched = stretchFrame(sound, change);
        const periods = (Math.abs(stretched.length - sound.length) * pitchHz) / rateHz;
        expect(Math.sign(stretched.length - sound.length)).toBe(Math.sign(change));
        expect(Math.abs(periods - Math.round(periods))).toBeLessThan(0.08);
        expect(Math.max(...stepsOf(stretched))).toBeLessThan(1.25 * Math.max(...stepsOf(sound)));
        expect(Math.abs(soundLevelDb(stretched) - soundLevelDb(sound))).toBeLessThan(1);
      }),
    );
  },
);

test('a sound without a period is left alone', () => {
  const noise = Float32Array.from({ length: 320 }, (_, index) => Math.sin(index * index * 0.37));
  expect(stretchFrame(noise, -160)).toBe(noise);
  expect(stretchFrame(noise, 160)).toBe(noise);
});

test('silence gives or takes exactly what is asked for, up to 10 ms', () => {
  const silence = new Float32Array(320);
  expect(stretchFrame(silence, -100)).toHaveLength(220);
  expect(stretchFrame(silence, 100)).toHaveLength(420);
  expect(stretchFrame(silence, -1000)).toHaveLength(160);
  expect(stretchFrame(silence, -10)).toBe(silence);
});

test('whatever the sound, both ends stay, nothing gets louder, and the change is at most what was asked for', () => {
  const sample = fc.float({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(sample, { minLength: 320, maxLength: 320 }),
      fc.integer({ min: -200, max: 200 }),
      (samples, change) => {
        const sound = Float32Array.from(samples);
        const stretched = stretchFrame(sound, change);
        const loudest = (of: Float32Array) =>
          of.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        expect(stretched[0]).toBe(sound[0]);
        expect(stretched.at(-1)).toBe(sound.at(-1));
        expect(loudest(stretched)).toBeLessThanOrEqual(loudest(sound) + 1e-6);
        expect(Math.abs(stretched.length - sound.length)).toBeLessThanOrEqual(Math.abs(change));
      },
    ),
  );
});
