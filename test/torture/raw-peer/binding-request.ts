// The STUN request with which an ICE end is let in, sealed with the password that its room told it. Pure; used by the raw peer.
import { createHmac, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { attribute } from '../fuzz/datagrams.ts';

const magicCookie = 0x2112_a442;
const fingerprintMask = 0x5354_554e;
const headBytes = 20;
const sealBytes = 24;
const fingerprintBytes = 8;

/**
 * @param there the other end's name and password, as the server told them
 * @param nominates whether this is where the other end is to send to
 */
export function bindingRequest(
  there: { readonly usernameFragment: string; readonly password: string },
  { nominates = true } = {},
): Buffer {
  const body = Buffer.concat([
    attribute(0x0006, Buffer.from(`${there.usernameFragment}:raw`)),
    attribute(0x0024, Buffer.from([0x6e, 0x7f, 0x00, 0xff])),
    attribute(0x802a, randomBytes(8)),
    ...(nominates ? [attribute(0x0025, Buffer.alloc(0))] : []),
  ]);
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(0x0001, 0);
  head.writeUInt32BE(magicCookie, 4);
  randomBytes(12).copy(head, 8);
  // Each of the last two attributes is reckoned over a head that counts it already, and nothing behind it.
  head.writeUInt16BE(body.length + sealBytes, 2);
  const seal = createHmac('sha1', there.password)
    .update(Buffer.concat([head, body]))
    .digest();
  head.writeUInt16BE(body.length + sealBytes + fingerprintBytes, 2);
  const sealed = Buffer.concat([head, body, attribute(0x0008, seal)]);
  const fingerprint = Buffer.alloc(4);
  fingerprint.writeUInt32BE((crc32(sealed) ^ fingerprintMask) >>> 0);
  return Buffer.concat([sealed, attribute(0x8028, fingerprint)]);
}

/** Whether a datagram says that the other end lets us in. */
export function isBindingSuccess(datagram: Buffer): boolean {
  return datagram.length >= headBytes && datagram.readUInt16BE(0) === 0x0101;
}
