import { expect, test } from 'vitest';
import { mayReadMetrics, type MetricsRequest } from './metrics-readers.ts';

const here = { remoteAddress: '127.0.0.1', headers: { host: 'localhost:3000' } };
const token = 'a-token-of-24-characters';

test.each([
  [here],
  [{ remoteAddress: '::1', headers: { host: '[::1]:3000' } }],
  [{ remoteAddress: '::ffff:127.0.0.1', headers: { host: '127.0.0.1' } }],
  [{ remoteAddress: '127.9.9.9', headers: { host: '127.0.0.1:3000' } }],
])('a program of this machine may read the metrics: %j', (request) => {
  expect(mayReadMetrics(request, undefined)).toBe(true);
});

const strangers: readonly (readonly [string, MetricsRequest])[] = [
  ['another machine', { remoteAddress: '192.0.2.1', headers: { host: 'localhost' } }],
  ['a machine without an address', { remoteAddress: undefined, headers: { host: 'localhost' } }],
  ['a name that was led to loopback', { ...here, headers: { host: 'evil.example:3000' } }],
  ['a name that begins as loopback does', { ...here, headers: { host: '127.0.0.1.evil.example' } }],
  ['nobody names', { ...here, headers: {} }],
  ...['Forwarded', 'Via', 'X-Forwarded-For', 'X-Real-IP'].map(
    (name) =>
      [`a proxy with ${name}`, { ...here, headers: { ...here.headers, [name.toLowerCase()]: '' } }] as const,
  ),
];
test.each(strangers)('S2: %s may not', (_name, request) => {
  expect(mayReadMetrics(request, undefined)).toBe(false);
  expect(mayReadMetrics(request, token)).toBe(false);
});

test('S2: where there is a token its holder may from everywhere, and no other client, not even from here', () => {
  const asking = (authorization: string) => ({
    remoteAddress: '192.0.2.1',
    headers: { authorization, 'x-forwarded-for': '198.51.100.1' },
  });
  expect(mayReadMetrics(asking(`Bearer ${token}`), token)).toBe(true);
  expect(mayReadMetrics(asking(`bearer ${token}`), token)).toBe(true);
  for (const wrong of ['', 'Bearer', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, token])
    expect(mayReadMetrics(asking(wrong), token)).toBe(false);
  expect(mayReadMetrics(here, token)).toBe(false);
});

test('S2: without a token of the server no token is right', () => {
  const headers = { authorization: 'Bearer undefined', host: 'meet.example' };
  expect(mayReadMetrics({ remoteAddress: '192.0.2.1', headers }, undefined)).toBe(false);
});
