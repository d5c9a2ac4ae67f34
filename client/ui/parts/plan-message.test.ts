import { expect, test } from 'vitest';
import { messageLifeMs } from './plan-message.ts';

test('U10: a message goes by itself, unless what it says still holds', () => {
  expect(messageLifeMs('not-permitted', undefined)).toBe(15_000);
  expect(messageLifeMs('session-ended', undefined)).toBeUndefined();
  expect(messageLifeMs('server-closing', undefined)).toBeUndefined();
});

test('a refusal that says when to try again stays until then', () => {
  expect(messageLifeMs('too-often', 29_000)).toBe(29_000);
});
