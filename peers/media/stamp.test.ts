import { expect, test } from 'vitest';
import { readLetterStamp, writeLetterStamp } from './stamp.ts';

test('a time is the same after it was written as letters, and other letters are no time', () => {
  const bytes = new Uint8Array(20);
  writeLetterStamp(bytes, 2, 86_400_000.123);
  expect(readLetterStamp(bytes, 2)).toBe(86_400_000.123);
  expect(bytes.subarray(2, 18).every((byte) => byte >= 0x30)).toBe(true);
  expect(readLetterStamp(bytes, 4)).toBeUndefined();
});
