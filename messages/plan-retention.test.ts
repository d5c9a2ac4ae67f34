import { expect, test } from 'vitest';
import { keptSinceMs } from './plan-retention.ts';

const dayMs = 86_400_000;
const nowMs = 1000 * dayMs;
const none = { serverDays: undefined, days: undefined };

test('messages are kept for ever, or as long as server and conversation both keep them', () => {
  expect(keptSinceMs(none, nowMs)).toBeUndefined();
  expect(keptSinceMs({ ...none, serverDays: 30 }, nowMs)).toBe(970 * dayMs);
  expect(keptSinceMs({ ...none, serverDays: 30, days: 7 }, nowMs)).toBe(993 * dayMs);
  expect(keptSinceMs({ ...none, serverDays: 30, days: 90 }, nowMs)).toBe(970 * dayMs);
});
