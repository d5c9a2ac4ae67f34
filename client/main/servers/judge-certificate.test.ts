import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeCertificate, pinsOfHost, readFingerprint } from './judge-certificate.ts';

const [first, second, third] = ['11', '22', '33'].map((pair) => pair.repeat(32)) as [string, string, string];

describe('a certificate', () => {
  test('that the system trusts passes, whatever is pinned', () => {
    for (const pins of [[], [first], [second]]) {
      expect(judgeCertificate({ fingerprint: first, isTrusted: true }, pins)).toEqual({ kind: 'accept' });
    }
  });

  test('that the system distrusts passes when it is a pinned one', () => {
    expect(judgeCertificate({ fingerprint: second, isTrusted: false }, [first, second])).toEqual({
      kind: 'accept',
    });
  });

  test('that the person did not compare is unknown', () => {
    expect(judgeCertificate({ fingerprint: first, isTrusted: false }, [])).toEqual({ kind: 'unknown' });
  });

  test('other than the pinned one has changed', () => {
    expect(judgeCertificate({ fingerprint: second, isTrusted: false }, [first])).toEqual({
      kind: 'changed',
      pinned: first,
    });
  });
});

test('the pins of a host are those of all its ports, and of no other host', () => {
  const servers = [
    { origin: 'https://meet.example.org', fingerprint: first },
    { origin: 'https://meet.example.org:3443', fingerprint: second },
    { origin: 'https://meet.example.org:4443' },
    { origin: 'https://meet.example.org.evil.example', fingerprint: third },
    { origin: 'https://[2001:db8::7]:3443', fingerprint: third },
  ];
  expect(pinsOfHost(servers, 'meet.example.org')).toEqual([first, second]);
  expect(pinsOfHost(servers, '2001:db8::7')).toEqual([third]);
  expect(pinsOfHost(servers, 'example.org')).toEqual([]);
});

test('a fingerprint in Electron’s form reads as hexadecimal digits, and in any other form not at all', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const digest = createHash('sha256').update(bytes);
      const hex = digest.copy().digest('hex');
      expect(readFingerprint(`sha256/${digest.digest('base64')}`)).toBe(hex);
    }),
  );
  for (const text of [
    '',
    'sha256/',
    `sha1/${'A'.repeat(43)}=`,
    `sha256/${'A'.repeat(42)}==`,
    `sha256/${'-'.repeat(43)}=`,
    first,
  ]) {
    expect(readFingerprint(text)).toBeUndefined();
  }
});
