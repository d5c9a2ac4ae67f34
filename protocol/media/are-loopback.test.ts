import { expect, test } from 'vitest';
import { areLoopback } from './are-loopback.ts';

const at = (...ips: readonly string[]) => ips.map((ip) => ({ ip }));

test('a server is reached from its own machine alone when every address it names is a loopback', () => {
  expect(areLoopback(at('127.0.0.1'))).toBe(true);
  expect(areLoopback(at('127.0.0.1', '127.8.0.1', '::1'))).toBe(true);
  expect(areLoopback(at('127.0.0.1', '192.0.2.1'))).toBe(false);
  expect(areLoopback(at('::1', '2001:db8::1'))).toBe(false);
  expect(areLoopback([])).toBe(false);
});
