import { expect, test } from 'vitest';
import { isLoopback, requireOwnServer } from './require-own-server.ts';
import { explainUnreachable } from './server-watch.ts';

test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
  expect(isLoopback(address)).toBe(true);
});

test.each(['10.0.0.1', '192.0.2.1', '::2', '0.0.0.0', '127.evil.example'])('%s is not', (address) => {
  expect(isLoopback(address)).toBe(false);
});

test('servers elsewhere are refused until the operator says to own them', async () => {
  await expect(requireOwnServer('192.0.2.7', false)).rejects.toThrow('--i-own-this-server');
  await expect(requireOwnServer('192.0.2.7', true)).resolves.toBeUndefined();
  await expect(requireOwnServer('[::1]', false)).resolves.toBeUndefined();
  await expect(requireOwnServer('localhost', false)).resolves.toBeUndefined();
});

test('a name that cannot be resolved is not taken for the server of another', async () => {
  await expect(requireOwnServer('nobody.invalid', false)).rejects.toThrow(
    'The name nobody.invalid is not known',
  );
});

test.each([
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'begin --url with http://'],
  ['UND_ERR_SOCKET', 'begin --url with https://'],
  ['ECONNREFUSED', 'No server listens at http://a: start it'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'set NODE_EXTRA_CA_CERTS'],
  ['ENOTFOUND', 'is not known'],
  ['ETIMEDOUT', 'does not answer (ETIMEDOUT)'],
])('%s is explained in a sentence', (code, sentence) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) });
  expect(explainUnreachable('http://a', error)).toContain(sentence);
});
