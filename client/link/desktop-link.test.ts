import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLink, writeLink } from './desktop-link.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const number = fc.stringMatching(/^\d{5}$/);

test('a written link reads back as the same meeting', () => {
  const origin = fc.oneof(
    fc
      .tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 }))
      .map(([host, port]) => new URL(`https://${host}:${port}`).origin),
    fc.constantFrom(
      'http://localhost:3000',
      'http://127.0.0.1',
      'http://[::1]:3000',
      'https://[2001:db8::7]',
    ),
  );
  fc.assert(
    fc.property(origin, number, fc.option(secret, { nil: undefined }), (server, room, key) => {
      const link = { origin: server, number: room, ...(key !== undefined && { secret: key }) };
      const text = writeLink(link);
      expect(text?.startsWith('plenum://')).toBe(true);
      expect(readLink(text ?? '')).toEqual(link);
    }),
  );
});

test('what a link cannot say is not written', () => {
  expect(writeLink({ origin: 'https://localhost:3000', number: '12345' })).toBeUndefined();
  expect(writeLink({ origin: 'http://meet.example.org', number: '12345' })).toBeUndefined();
  expect(writeLink({ origin: 'https://meet.example.org', number: '123' })).toBeUndefined();
  expect(writeLink({ origin: 'https://meet.example.org', number: '12345', secret: 'a b' })).toBeUndefined();
});

test('the scheme is HTTPS, and HTTP on this machine', () => {
  expect(readLink('plenum://Meet.Example.org:3443/12345')).toEqual({
    origin: 'https://meet.example.org:3443',
    number: '12345',
  });
  expect(readLink('PLENUM://localhost:3000/12345?key=S')).toEqual({
    origin: 'http://localhost:3000',
    number: '12345',
    secret: 'S',
  });
});

test.each([
  'https://meet.example.org/12345',
  'plenum:meet.example.org/12345',
  'plenum:///12345',
  'plenum://12345',
  'plenum://meet.example.org',
  'plenum://meet.example.org/',
  'plenum://meet.example.org/1234',
  'plenum://meet.example.org/123456',
  'plenum://meet.example.org/12345/',
  'plenum://meet.example.org/a/12345',
  'plenum://meet.example.org/../12345',
  'plenum://meet.example.org/12345#x',
  'plenum://meet.example.org/12345?key=',
  'plenum://meet.example.org/12345?key=a%20b',
  'plenum://meet.example.org/12345?key=a&x=1',
  'plenum://meet.example.org/12345?x=1',
  `plenum://meet.example.org/12345?key=${'a'.repeat(65)}`,
  'plenum://user@meet.example.org/12345',
  'plenum://user:word@meet.example.org/12345',
  'plenum://meet.example.org./12345',
  'plenum://meet.example.org\\@evil.example/12345',
  'plenum://meet.example.org/12345\n--inspect',
  ' plenum://meet.example.org/12345',
  'plenum://meet.example.org/12345 --inspect',
  'plenum://meet\u0000.example.org/12345',
  'plenum://2130706433/12345',
  `plenum://${'a.'.repeat(200)}example/12345`,
  'plenum-shell://pages/12345',
])('%j opens nothing', (text) => expect(readLink(text)).toBeUndefined());

test('any text opens either nothing, or a meeting all parts of which are in bounds', () => {
  const text = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }))
      .map(([host, rest]) => `plenum://${host}/12345${rest}`),
  );
  fc.assert(
    fc.property(text, (given) => {
      const link = readLink(given);
      if (link === undefined) return;
      expect(new URL(link.origin).origin).toBe(link.origin);
      expect(link.number).toMatch(/^\d{5}$/);
      expect(link.secret ?? 'none').toMatch(/^[\w-]{1,64}$/);
    }),
    { numRuns: 1000 },
  );
});
