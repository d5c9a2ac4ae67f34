import { expect, test } from 'vitest';
import { createSilenceDetector } from './silence.ts';

test('a look without a packet on a busy connection is silence, said once', () => {
  const looks = [10, 20, 30, 40, 40, 40, 40, 50];
  expect(looks.map(createSilenceDetector())).toEqual([...Array(4).fill(false), true, false, false, false]);
});

test('a connection that was hardly used says nothing by being silent', () => {
  expect([1, 1, 1, 2, 2, 2, 2].map(createSilenceDetector())).toEqual(Array(7).fill(false));
});

test('without counts there is no silence', () => {
  expect(Array(6).fill(undefined).map(createSilenceDetector())).toEqual(Array(6).fill(false));
});
