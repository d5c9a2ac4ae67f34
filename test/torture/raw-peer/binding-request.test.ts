import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { bindingRequest, isBindingSuccess } from './binding-request.ts';

const sealBytes = 24;
const fingerprintBytes = 8;

test('a binding request is sealed with the password, and the seal counts itself but not the fingerprint', () => {
  const request = bindingRequest({ usernameFragment: 'there', password: 'a password' });
  const sealed = Buffer.from(request.subarray(0, -(sealBytes + fingerprintBytes)));
  expect(request.readUInt16BE(2)).toBe(request.length - 20);
  sealed.writeUInt16BE(request.length - 20 - fingerprintBytes, 2);
  const seal = createHmac('sha1', 'a password').update(sealed).digest();
  expect(request.subarray(-(20 + fingerprintBytes), -fingerprintBytes)).toEqual(seal);
  const print = crc32(request.subarray(0, -fingerprintBytes)) ^ 0x5354_554e;
  expect(request.readUInt32BE(request.length - 4)).toBe(print >>> 0);
  expect(request.includes('there:raw')).toBe(true);
});

test('only a success lets in', () => {
  expect(isBindingSuccess(Buffer.concat([Buffer.from([1, 1]), Buffer.alloc(18)]))).toBe(true);
  expect(isBindingSuccess(Buffer.concat([Buffer.from([1, 0x11]), Buffer.alloc(18)]))).toBe(false);
  expect(isBindingSuccess(Buffer.from([1, 1]))).toBe(false);
});
