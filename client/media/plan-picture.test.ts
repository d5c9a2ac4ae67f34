import { expect, test } from 'vitest';
import { planPicture } from './plan-picture.ts';

const still = {
  nowMs: 1000,
  dueAtMs: 900,
  hasNew: false,
  hasAny: true,
  wholeWanted: false,
  lastWholeAtMs: 500,
  refreshIntervalMs: 10_000,
};

test('a new picture that is due is sent as changes', () => {
  expect(planPicture({ ...still, hasNew: true })).toEqual({ kind: 'send', whole: false });
});

test('a new picture that comes too early waits for its time', () => {
  expect(planPicture({ ...still, hasNew: true, dueAtMs: 1040 })).toEqual({ kind: 'wait', forMs: 40 });
});

test('a whole picture of a still screen is sent when somebody begins to watch', () => {
  expect(planPicture({ ...still, wholeWanted: true })).toEqual({ kind: 'send', whole: true });
});

test('a wish for a whole picture before the first picture has come is kept', () => {
  expect(planPicture({ ...still, hasAny: false, wholeWanted: true })).toEqual({ kind: 'rest' });
});

test('a still screen is refreshed after the interval and costs nothing before', () => {
  expect(planPicture(still)).toEqual({ kind: 'wait', forMs: 9500 });
  expect(planPicture({ ...still, nowMs: 10_500 })).toEqual({ kind: 'send', whole: true });
});

test('a source whose pictures are all whole needs no refresh', () => {
  expect(planPicture({ ...still, refreshIntervalMs: Number.POSITIVE_INFINITY })).toEqual({ kind: 'rest' });
});
