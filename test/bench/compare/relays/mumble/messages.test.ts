import { expect, test } from 'vitest';
import {
  frameMessage,
  messageTypes,
  readCryptSetup,
  readReject,
  readServerSync,
  splitMessages,
  writeAuthenticate,
  writeCounter,
  writeVersion,
} from './messages.ts';

const field = (number: number, bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);

test('who comes in says a version, a name, and that they hear Opus', () => {
  expect(writeVersion().toString('hex')).toBe('08848604');
  expect(writeAuthenticate('ann').toString('hex')).toBe('0a03616e6e2801');
});

test('messages are taken off whole, and what belongs to the next one is kept', () => {
  const bytes = Buffer.concat([
    frameMessage(messageTypes.ping, Buffer.alloc(0)),
    frameMessage(messageTypes.reject, Buffer.from('body')),
    frameMessage(messageTypes.version, Buffer.alloc(9)).subarray(0, 12),
  ]);
  const { messages, rest } = splitMessages(bytes);
  expect(messages.map(({ type, body }) => [type, body.toString()])).toEqual([
    [messageTypes.ping, ''],
    [messageTypes.reject, 'body'],
  ]);
  expect(rest.length).toBe(12);
});

test('keys, session and reason are found among unknown fields', () => {
  const [key, clientNonce, serverNonce] = [1, 2, 3].map((byte) => Buffer.alloc(16, byte)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const strange = Buffer.concat([Buffer.from([0x49, ...Buffer.alloc(8)]), Buffer.from([0x55, 1, 2, 3, 4])]);
  const body = Buffer.concat([strange, field(1, key), field(2, clientNonce), field(3, serverNonce)]);
  expect(readCryptSetup(body)).toEqual({ key, clientNonce, serverNonce });
  expect(readServerSync(Buffer.from([0x08, 0x96, 0x01, 0x10, 0x05]))).toBe(150);
  expect(readReject(field(2, Buffer.from('full')))).toBe('full');
});

test('a server that has lost count gives no keys, and is told where we are', () => {
  expect(readCryptSetup(Buffer.alloc(0))).toBeUndefined();
  const counter = Buffer.alloc(16, 7);
  expect(writeCounter(counter)).toEqual(field(2, counter));
});
