import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isServerOrigin, parseAddress } from './parse-address.ts';

test.each([
  ['meet.example.org', ['https://meet.example.org']],
  ['  Meet.Example.ORG/ ', ['https://meet.example.org']],
  ['meet.example.org:3443', ['https://meet.example.org:3443']],
  ['https://meet.example.org:443/some/page?a=1', ['https://meet.example.org']],
  ['meet', ['https://meet']],
  ['192.168.1.5:3443', ['https://192.168.1.5:3443']],
  ['[2001:db8::7]:3443', ['https://[2001:db8::7]:3443']],
  ['bücher.example', ['https://xn--bcher-kva.example']],
  ['会议.example:3443', ['https://xn--6oqu09l.example:3443']],
  ['localhost:3000', ['http://localhost:3000', 'https://localhost:3000']],
  ['localhost', ['http://localhost:3000', 'http://localhost', 'https://localhost']],
  ['127.0.0.1:3000', ['http://127.0.0.1:3000', 'https://127.0.0.1:3000']],
  ['[::1]:3000', ['http://[::1]:3000', 'https://[::1]:3000']],
  ['http://localhost:3000', ['http://localhost:3000']],
  ['https://localhost:3000', ['https://localhost:3000']],
])('%s leads to its server', (typed, origins) => {
  expect(parseAddress(typed)).toEqual({ origins });
});

test.each([
  ['https://meet.example.org/anything#/12345', { number: '12345' }],
  ['https://meet.example.org/#/01234?key=S-e_c', { number: '01234', secret: 'S-e_c' }],
  ['meet.example.org#/12345', { number: '12345' }],
  ['plenum://meet.example.org/12345?key=S-e_c', { number: '12345', secret: 'S-e_c' }],
])('%s brings its invitation along', (typed, invitation) => {
  expect(parseAddress(typed)).toEqual({ origins: ['https://meet.example.org'], invitation });
});

test.each(['http://meet.example.org', 'HTTP://192.168.1.5:3000/', 'http://localhost.example.org'])(
  '%s would go over the network in the clear and is refused as such',
  (typed) => expect(parseAddress(typed)).toEqual({ error: 'address-insecure' }),
);

test.each([
  '',
  '   ',
  '12345',
  '127.1',
  '0x7f000001',
  '２.2.2.2',
  'user@meet.example.org',
  'https://user:secret@meet.example.org',
  'https://meet.example.org@evil.example',
  'https://meet.example.org%2eevil.example',
  'file:///etc/passwd',
  'ftp://meet.example.org',
  'smb://meet.example.org',
  'javascript:alert(1)',
  'data:text/html,x',
  'plenum-shell://pages/connect.html',
  'plenum://meet.example.org',
  'http:/meet.example.org',
  'https:///meet.example.org',
  '//meet.example.org',
  'C:\\meet',
  'https:\\\\meet.example.org',
  'meet.example.org.',
  'localhost.',
  'meet.example.org。',
  'meet..example.org',
  '.example.org',
  '-meet.example.org',
  'meet.example.org:',
  'meet.example.org:0',
  'meet.example.org:65536',
  'meet.example.org:3e3',
  'meet example.org',
  'meet\u0000.example.org',
  'meet\n.example.org',
  '[::1',
  '[fe80::1%25eth0]:3000',
  `${'a'.repeat(64)}.example`,
  `${'a.'.repeat(130)}example`,
  `https://meet.example.org/${'a'.repeat(300)}`,
])('%j is no address', (typed) => expect(parseAddress(typed)).toEqual({ error: 'address-invalid' }));

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    'http',
    'https',
    ':',
    '/',
    '//',
    '.',
    '@',
    '#',
    '?',
    '[',
    ']',
    '%',
    '\\',
    '。',
    '1',
  );
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.webUrl(),
    fc
      .array(fc.oneof(pieces, fc.domain(), fc.ipV4(), fc.string({ maxLength: 4 })))
      .map((parts) => parts.join('')),
  );

  test('every origin that comes out is one, and reaches other machines by TLS alone', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseAddress(text);
        if (!('origins' in parsed)) return;
        for (const origin of parsed.origins) {
          const url = new URL(origin);
          expect(url.origin).toBe(origin);
          expect(url.username + url.password).toBe('');
          expect(url.hostname.endsWith('.')).toBe(false);
          if (url.protocol === 'http:') expect(url.hostname).toMatch(/localhost$|^127\.|^\[::1\]$/);
          else expect(url.protocol).toBe('https:');
          expect(isServerOrigin(origin)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a host and a port come back as they were, with or without the scheme', () => {
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
        const { origin } = new URL(`https://${domain}:${port}`);
        expect(parseAddress(`${domain}:${port}`)).toEqual({ origins: [origin] });
        expect(parseAddress(`https://${domain}:${port}`)).toEqual({ origins: [origin] });
      }),
    );
  });
});

test('only an origin that the program may go to counts as a server', () => {
  expect(['https://a.example', 'http://localhost:3000', 'https://[::1]'].every(isServerOrigin)).toBe(true);
  const others = [
    'a.example',
    'https://a.example/',
    'https://A.example',
    'http://a.example',
    'plenum://a.example/12345',
    '',
  ];
  expect(others.some(isServerOrigin)).toBe(false);
});
