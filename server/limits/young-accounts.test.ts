import { expect, test } from 'vitest';
import { isYoung } from './young-accounts.ts';

const dayMs = 86_400_000;

test.each([
  [0, true],
  [dayMs - 1, true],
  [dayMs, false],
  // A clock that was set back after registering.
  [-1, true],
])('an account that was registered %i ms ago is young: %s', (agoMs, young) => {
  expect(isYoung(10 * dayMs - agoMs, 10 * dayMs)).toBe(young);
});
