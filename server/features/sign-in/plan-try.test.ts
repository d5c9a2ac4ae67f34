import { expect, test } from 'vitest';
import { planTry, type SharedState } from './plan-try.ts';

const hourMs = 3_600_000;
const calm: SharedState = { waitMs: 0, sparedInMs: 0 };
const full: SharedState = { waitMs: hourMs, sparedInMs: 0 };
const spent: SharedState = { waitMs: hourMs, sparedInMs: 12_000 };

test.each([
  ['a login without failures is checked where all is calm', 0, 0, [calm, calm], 0],
  ['a login without failures is checked although its address has too many', 0, 0, [calm, full], 0],
  ['a login that failed twice there is checked too', 0, 2, [full, full], 0],
  ['a login that failed three times there waits with its address', 0, 3, [calm, full], hourMs],
  ['a login waits for its own failures, whatever others did', 30_000, 10, [calm, calm], 30_000],
  ['what is spared is bounded: then it waits for the next one that is', 0, 0, [full, spent], 12_000],
  ['none waits longer for what is spared than for what failed', 0, 0, [{ waitMs: 5, sparedInMs: 12_000 }], 5],
] as const)('S17: %s', (_name, ownWaitMs, ownFailures, shared, waitMs) => {
  expect(planTry({ ownWaitMs, ownFailures, shared })).toBe(waitMs);
});
