import { expect, test } from 'vitest';
import { deviceErrorCode } from './device-error.ts';

test.each([
  ['camera', 'NotAllowedError', 'camera-refused'],
  ['camera', 'NotFoundError', 'camera-missing'],
  ['camera', 'OverconstrainedError', 'camera-missing'],
  ['camera', 'NotReadableError', 'camera-busy'],
  ['microphone', 'AbortError', 'microphone-busy'],
  ['microphone', 'SecurityError', 'microphone-refused'],
  ['share', 'NotAllowedError', 'share-refused'],
  ['share', 'NotFoundError', 'share-unsupported'],
  ['share', 'NotSupportedError', 'share-unsupported'],
] as const)('a %s that fails with %s is told as %s', (kind, name, code) => {
  expect(deviceErrorCode(kind, name)).toBe(code);
});
