import { expect, test } from 'vitest';
import { skeletonHashOf, skeletonOf } from './nickname-skeleton.ts';

test.each([
  ['Ada', '\u0410d\u0430'],
  ['paypal', '\u0440\u0430\u0443\u0440\u0430l'],
  ['Ian', 'lan'],
  ['Bob0', 'BobO'],
  ['Ada', 'A\u200dda'],
  ['Ada', 'Ada\ufe0f'],
  ['Ada', '\uff21\uff24\uff21'],
  ['Tom', 'TOM'],
  ['corn', 'com'],
  ['Ada L', 'Ada  L'],
])('S10: %j and %j look alike', (one, other) => {
  expect(skeletonOf(one)).toBe(skeletonOf(other));
});

test.each([
  ['Ada', 'Adam'],
  ['Zoe', 'Zo\u00eb'],
  ['\u5f20\u4f1f', '\u5f20\u7ef4'],
  ['member 1', 'member 2'],
])('%j and %j do not', (one, other) => {
  expect(skeletonOf(one)).not.toBe(skeletonOf(other));
});

test('what is stored has one length', () => {
  expect(skeletonHashOf('\ufdfa'.repeat(32))).toMatch(/^[0-9a-f]{64}$/);
});
