import { expect, test } from 'vitest';
import { type Arrival, isKnownHost, isSameOrigin, type KnownNames } from './host-names.ts';

const nobody: KnownNames = { publicNames: [], ownNames: ['desk-7'] };
const direct: Arrival = { host: undefined, localAddress: '127.0.0.1', localPort: 3000, isTls: false };
const arrives = (host: string, change: Partial<Arrival> = {}): Arrival => ({ ...direct, host, ...change });

test.each(['evil.example:3000', 'EVIL.example:3000', '127.0.0.1.evil.example:3000', 'localhost.evil:3000'])(
  'S20: a page of %s that was led to loopback is turned away',
  (host) => {
    expect(isKnownHost(arrives(host), nobody)).toBe(false);
    expect(isKnownHost(arrives(host, { localAddress: '::1' }), nobody)).toBe(false);
  },
);

test.each([
  'localhost:3000',
  'a.localhost:3000',
  '127.0.0.1:3000',
  '[::1]:3000',
  '192.0.2.1',
  'desk-7:3000',
  '',
])('%s is known everywhere', (host) => {
  expect(isKnownHost(arrives(host), nobody)).toBe(true);
});

test('S20: a fresh server is reached by any name through a proxy, in its network, and over TLS', () => {
  for (const host of ['meet.example', 'meet.example:8443'])
    expect(isKnownHost(arrives(host), nobody)).toBe(true);
  expect(isKnownHost(arrives('server.lan:3000', { localAddress: '192.168.1.5' }), nobody)).toBe(true);
  expect(isKnownHost(arrives('meet.example', { isTls: true, localPort: 443 }), nobody)).toBe(true);
});

test('S20: a server without a proxy at the usual port is not reached over loopback by a strange name', () => {
  expect(isKnownHost(arrives('evil.example', { localPort: 80 }), nobody)).toBe(false);
});

test('S20: with PUBLIC_NAMES no other name is taken, from wherever', () => {
  const names = { publicNames: ['Meet.example'], ownNames: ['desk-7'] };
  for (const change of [{}, { localAddress: '192.0.2.5' }, { isTls: true }]) {
    expect(isKnownHost(arrives('meet.example.', change), names)).toBe(true);
    expect(isKnownHost(arrives('other.example', change), names)).toBe(false);
    expect(isKnownHost(arrives('192.0.2.5', change), names)).toBe(true);
  }
});

test.each([
  ['https://meet.example', true, undefined, true],
  ['http://meet.example', true, undefined, false],
  ['http://meet.example', false, 'https', false],
  ['https://meet.example', false, 'https, http', true],
  ['http://meet.example', false, undefined, true],
  ['https://meet.example', false, undefined, true],
  ['https://evil.example', true, undefined, false],
  ['https://meet.example:8443', true, undefined, false],
  ['null', true, undefined, false],
  ['ftp://meet.example', false, undefined, false],
] as const)(
  'S20: a page of %s, TLS %s, asked of a proxy by %s, may open a socket: %s',
  (origin, isTls, proto, may) => {
    expect(isSameOrigin(origin, { host: 'meet.example', isTls }, proto)).toBe(may);
  },
);

test('a program that is no browser names no page', () => {
  expect(isSameOrigin(undefined, { host: 'meet.example', isTls: true }, undefined)).toBe(true);
});
