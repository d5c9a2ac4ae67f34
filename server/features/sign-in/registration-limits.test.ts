import { expect, test } from 'vitest';
import type { RequestError } from '../../../protocol/error-codes.ts';
import { RegistrationLimits } from './registration-limits.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Registers until it is refused; how many were registered. */
function registerFrom(
  limits: RegistrationLimits,
  addressOf: (index: number) => string,
  tries: number,
): number {
  let registered = 0;
  for (let index = 0; index < tries; index += 1) {
    try {
      limits.spend(addressOf(index));
      registered += 1;
    } catch (error) {
      expect((error as RequestError).code).toBe('too-often');
      expect((error as RequestError).details.retryAfterMs).toBeGreaterThan(0);
    }
  }
  return registered;
}

test('S5: a class of 300 behind one router registers at once, with thirty who are told that something is taken', () => {
  const limits = new RegistrationLimits(() => 0);
  for (let index = 0; index < 30; index += 1) {
    limits.spend('203.0.113.7');
    limits.toldTaken('203.0.113.7');
  }
  expect(registerFrom(limits, () => '203.0.113.7', 300)).toBe(300);
});

test('S5: an attacker with one address gets no thousand accounts in a day, and learns of few phone numbers', () => {
  let nowMs = 0;
  const limits = new RegistrationLimits(() => nowMs);
  let registered = 0;
  for (; nowMs < dayMs; nowMs += 60_000) registered += registerFrom(limits, () => '203.0.113.7', 2);
  expect(registered).toBeLessThan(800);
  const fresh = new RegistrationLimits(() => 0);
  let told = 0;
  while (registerFrom(fresh, () => '203.0.113.8', 1) === 1) {
    fresh.toldTaken('203.0.113.8');
    told += 1;
  }
  expect(told).toBeLessThanOrEqual(125);
});

test('S5: 65,536 networks of one IPv6 /48 are no 65,536 addresses', () => {
  const limits = new RegistrationLimits(() => 0);
  const addressOf = (index: number): string => `2001:db8:7:${index.toString(16)}::1`;
  expect(registerFrom(limits, addressOf, 20_000)).toBe(16 * 500);
});

test('what one address registered does not count for another', () => {
  const limits = new RegistrationLimits(() => 0);
  registerFrom(limits, () => '203.0.113.7', 600);
  expect(registerFrom(limits, () => '203.0.113.8', 1)).toBe(1);
});
