import { expect, test } from 'vitest';
import { waveformHeights, waveformOf } from './waveform.ts';

test('a recording of any length has at most 64 levels, each its loudest moment', () => {
  expect(waveformOf([])).toBe('');
  expect(waveformOf([-60, -30, 0])).toBe('0gv');
  const long = Array.from({ length: 6400 }, (_, index) => (index === 3250 ? 0 : -127));
  expect(waveformOf(long)).toBe(`${'0'.repeat(32)}v${'0'.repeat(31)}`);
});

test('levels are heights from 0 to 1', () => {
  expect(waveformHeights('0v')).toEqual([0, 1]);
});
