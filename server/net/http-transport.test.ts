import { expect, test } from 'vitest';
import { securityHeaders } from './http-transport.ts';

const certificateOf = (selfSigned: boolean) => ({ cert: '', key: '', selfSigned, fingerprint: '' });

test('browsers are told to stay with TLS by a certificate they trust, and by no other', () => {
  expect(securityHeaders(certificateOf(false)).strictTransportSecurity).toEqual({ maxAge: 31_536_000 });
  expect(securityHeaders(certificateOf(true)).strictTransportSecurity).toBe(false);
  expect(securityHeaders(undefined).strictTransportSecurity).toBe(false);
});

test('the policy of contents allows nothing that is written into the page or evaluated', () => {
  const policy = JSON.stringify(securityHeaders(undefined).contentSecurityPolicy);
  expect(policy).toContain("'self'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
});

test('S20: nothing is framed, and no text becomes script but by the one policy of the client', () => {
  expect(securityHeaders(undefined).contentSecurityPolicy).toMatchObject({
    directives: {
      frameSrc: ["'none'"],
      manifestSrc: ["'self'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ['default'],
    },
  });
});
