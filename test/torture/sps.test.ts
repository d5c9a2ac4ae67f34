import { expect, test } from 'vitest';
import { plainSps, readSps, writeSps } from './sps.ts';

/** Written by x264 for 1280 x 720, baseline. */
const fromEncoder = Buffer.from('6742c01fd9005005bb0110000003001000000303c0f1832480', 'hex');

test('a set that an encoder wrote is read, and written as it was', () => {
  const set = readSps(fromEncoder);
  expect(set).toMatchObject({ profile: 66, level: 31, width: 80, height: 45, hasFramesOnly: true });
  expect(writeSps(set)).toEqual(fromEncoder);
});

test('a set with other claims differs in them alone', () => {
  const claim = { width: 1000, height: 1024, references: 16 };
  expect(readSps(writeSps({ ...plainSps, ...claim }))).toEqual({ ...plainSps, ...claim });
});

test('no byte of a set looks like the beginning of another unit', () => {
  const set = { ...plainSps, constraints: 0, level: 0, width: 2 ** 20, height: 2 ** 20 };
  expect(writeSps(set).includes(Buffer.of(0, 0, 0))).toBe(false);
  expect(writeSps(set).includes(Buffer.of(0, 0, 1))).toBe(false);
  expect(readSps(writeSps(set))).toEqual(set);
});
