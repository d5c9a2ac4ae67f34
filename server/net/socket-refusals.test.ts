import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { protocolVersion } from '../../protocol/limits.ts';
import { asConnectError, readHandshake, refusalOf, refuseUpgrade } from './socket-refusals.ts';

const names = { publicNames: ['meet.example'], ownNames: [] };
const good = '/socket.io/?EIO=4&transport=websocket';

/** The status with which a request for this address is refused. */
function refusal(
  url: string,
  headers: Record<string, string> = { host: 'meet.example' },
): string | undefined {
  const socket = { localAddress: '192.0.2.1', localPort: 443, encrypted: true };
  return refusalOf({ url, headers, socket } as unknown as IncomingMessage, names, 'https');
}

test('a WebSocket of a session of its own is what one may ask for', () => {
  expect(refusal(good)).toBeUndefined();
  expect(refusal(`${good}&t=abc`)).toBeUndefined();
});

test.each([
  ['another path', '/elsewhere/?EIO=4&transport=websocket', '404'],
  ['no address at all', '', '404'],
  ['another protocol', '/socket.io/?EIO=3&transport=websocket', '400'],
  ['no protocol', '/socket.io/?transport=websocket', '400'],
  ['polling', '/socket.io/?EIO=4&transport=polling', '400'],
  ['WebTransport', '/socket.io/?EIO=4&transport=webtransport', '400'],
  ['a session that may be another client’s', `${good}&sid=abc`, '400'],
  ['a session without a name', `${good}&sid=`, '400'],
])('is refused before engine.io sees it: %s', (_what, url, status) => {
  expect(refusal(url)?.slice(0, 3)).toBe(status);
});

test('a request by another name, and one of another page, are refused', () => {
  expect(refusal(good, { host: 'elsewhere.example' })).toBe('421 Misdirected Request');
  expect(refusal(good, { host: 'meet.example', origin: 'https://elsewhere.example' })).toBe('403 Forbidden');
  expect(refusal(good, { host: 'meet.example', origin: 'http://meet.example' })).toBe('403 Forbidden');
  expect(refusal(good, { host: 'meet.example', origin: 'https://meet.example' })).toBeUndefined();
});

test('a refusal is an answer of HTTP, after which the connection ends', async () => {
  const stream = new PassThrough();
  refuseUpgrade(stream, '403 Forbidden');
  expect(String(stream.read())).toBe(
    'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
  );
  await once(stream, 'close');
});

test('of a handshake the version is read first, so that an old client is told to load the page again', () => {
  const handshake = { protocolVersion, ticket: 'ticket', clientId: 'window-1' };
  expect(readHandshake(handshake)).toEqual(handshake);
  expect(() => readHandshake({ protocolVersion: protocolVersion - 1 })).toThrow(
    new RequestError('version-mismatch'),
  );
  expect(() => readHandshake({ ...handshake, ticket: '' })).toThrow(new RequestError('bad-request'));
  expect(() => readHandshake({})).toThrow(new RequestError('bad-request'));
});

test('socket.io hands the answer to the client with the error', () => {
  const answer = { code: 'too-often', retryAfterMs: 10_000 } as const;
  expect(asConnectError(answer)).toMatchObject({ message: 'too-often', data: answer });
});
