import { expect, test } from 'vitest';
import { presenceOf, type Seen } from './plan-presence.ts';

const seen = (changes: Partial<Seen>): Seen => ({
  awayFrom: [false],
  inCall: false,
  choice: 'shown',
  ...changes,
});

test('several devices are one: who is at one of them is online, who is at none is away', () => {
  expect(presenceOf(seen({ awayFrom: [true, false, true] }))).toBe('online');
  expect(presenceOf(seen({ awayFrom: [true, true] }))).toBe('away');
  expect(presenceOf(seen({ awayFrom: [] }))).toBe('offline');
});

test('who is in a call is not away, who wants no disturbance is busy, and who hides is offline like those who are', () => {
  expect(presenceOf(seen({ awayFrom: [true], inCall: true }))).toBe('in-call');
  expect(presenceOf(seen({ inCall: true, choice: 'busy' }))).toBe('busy');
  expect(presenceOf(seen({ inCall: true, choice: 'hidden' }))).toBe('offline');
  expect(presenceOf(seen({ awayFrom: [], choice: 'busy' }))).toBe('offline');
});
