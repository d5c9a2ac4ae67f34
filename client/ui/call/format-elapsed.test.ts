import { expect, test } from 'vitest';
import { formatElapsed } from './format-elapsed.ts';

test.each([
  [-5, '0:00'],
  [7_900, '0:07'],
  [724_000, '12:04'],
  [3_723_000, '1:02:03'],
])('%i ms are %s', (elapsedMs, shown) => {
  expect(formatElapsed(elapsedMs)).toBe(shown);
});
