import { expect, test } from 'vitest';
import { ceilingCurve } from './sound-ceiling.ts';

const curve = ceilingCurve();
const middle = (curve.length - 1) / 2;
/** What a WaveShaperNode makes of a sound of this amplitude, which is an eighth of it there. */
const shape = (amplitude: number): number => {
  const place = middle + (amplitude / 8) * middle;
  const low = Math.min(curve.length - 2, Math.max(0, Math.floor(place)));
  const share = Math.min(1, Math.max(0, place - low));
  return (curve[low] ?? Number.NaN) * (1 - share) + (curve[low + 1] ?? Number.NaN) * share;
};

test('N2: nothing gets beyond full scale, however loud it is', () => {
  for (let amplitude = -20; amplitude <= 20; amplitude += 0.003)
    expect(Math.abs(shape(amplitude))).toBeLessThanOrEqual(1);
});

test('what is no louder than a loud voice passes as it is, silence too', () => {
  for (let amplitude = -0.94; amplitude <= 0.94; amplitude += 0.001)
    expect(shape(amplitude)).toBeCloseTo(amplitude, 5);
  expect(shape(0)).toBe(0);
});

test('louder stays louder, and both halves are alike', () => {
  for (let amplitude = 0; amplitude < 1.2; amplitude += 0.001) {
    expect(shape(amplitude + 0.001)).toBeGreaterThan(shape(amplitude));
    expect(shape(-amplitude)).toBeCloseTo(-shape(amplitude), 6);
  }
});
