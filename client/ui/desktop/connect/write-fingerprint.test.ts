import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeFingerprint } from './write-fingerprint.ts';

test('a fingerprint is written in four lines of the form in which the server prints it', () => {
  const hash = createHash('sha256').update('a certificate').digest('hex');
  const lines = writeFingerprint(hash);
  expect(lines).toHaveLength(4);
  for (const line of lines) expect(line).toMatch(/^([0-9A-F]{2}:){7}[0-9A-F]{2}$/);
  expect(lines.join(':').replaceAll(':', '').toLowerCase()).toBe(hash);
});
