import { expect, test } from 'vitest';
import { DelayHistogram } from './delay-histogram.ts';
import { keepsUp } from './keeps-up.ts';
import { emptyTally } from './tally.ts';

function lateness(ms: number) {
  const histogram = new DelayHistogram();
  histogram.add(ms);
  return histogram.parts();
}

test.each([
  ['sends nothing', {}, true],
  ['is half busy and in time', { busy: 0.5, lateness: lateness(4) }, true],
  ['has no time left', { busy: 0.95, lateness: lateness(4) }, false],
  ['comes late to what is due', { busy: 0.5, lateness: lateness(30) }, false],
])('whether a generator that %s keeps up', (_what, tally, keeps) => {
  expect(keepsUp({ ...emptyTally(), ...tally })).toBe(keeps);
});
