import { expect, test } from 'vitest';
import { localAddresses, planRemark, planServer } from './plan-server.mjs';

const own = 'http://localhost:3000/';
const far = 'https://meet.example.org/';

test('an address that was given is opened, whatever else answers', () => {
  expect(planServer(far, own, [own])).toEqual({ kind: 'open', address: far });
});

test('without an address the server used last is opened, even while it does not answer', () => {
  expect(planServer(null, far, [own])).toEqual({ kind: 'open', address: far });
});

test('a server on this machine that was used last is opened only while it runs', () => {
  const last = 'http://localhost:4000/';
  expect(planServer(null, last, [last, own])).toEqual({ kind: 'open', address: last });
  expect(planServer(null, last, [own])).toEqual({ kind: 'open', address: own });
  expect(planServer(null, last, [])).toEqual({ kind: 'host' });
});

test('with nothing used and nothing running a server is started here', () => {
  expect(planServer(null, null, [])).toEqual({ kind: 'host' });
});

test('a server on this machine is looked for at PORT, with and without TLS', () => {
  expect(localAddresses({})).toEqual(['http://localhost:3000/', 'https://localhost:3000/']);
  expect(localAddresses({ PORT: '3001' })[0]).toBe('http://localhost:3001/');
});

test('what answers otherwise than expected is said in one sentence', () => {
  expect(planRemark(far, 'silent', 'electron')).toMatch(
    /^https:\/\/meet\.example\.org does not answer .*\.$/,
  );
  expect(planRemark(far, 'other', 'browser')).toMatch(/check the address\.$/);
  expect(planRemark(far, 'plenum', 'browser')).toBe(null);
});

test('a certificate of the server’s own is explained where the browser asks about it, and left to Electron’s own page', () => {
  expect(planRemark(far, 'untrusted', 'browser')).toMatch(/fingerprint/);
  expect(planRemark(far, 'untrusted', 'electron')).toBe(null);
});
