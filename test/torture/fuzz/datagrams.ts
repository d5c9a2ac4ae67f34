// Datagrams for the media port that no friend sends: STUN, DTLS, RTP and RTCP, bent, cut and forged. Pure.
import { createHmac } from 'node:crypto';
import { bytes, integer, pick, type Random } from './random.ts';

/** What an attacker may have learned of a transport. */
export interface Target {
  readonly usernameFragment: string;
  readonly password: string;
  /** Streams that a member sends there. */
  readonly ssrcs: readonly number[];
}

const magicCookie = 0x2112_a442;

export function makeDatagram(random: Random, target: Target): Buffer {
  const packet = pick(random, [stun, stun, clientHello, dtlsRecord, rtp, rtp, rtcp, noise])(random, target);
  return random() < 0.5 ? packet : bend(packet, random);
}

/** Some bytes changed, the end cut off, or more at it. */
export function bend(packet: Buffer, random: Random): Buffer {
  const bent = Buffer.from(packet);
  for (let change = integer(random, 6); change > 0; change -= 1) {
    if (bent.length > 0) bent[integer(random, bent.length)] = integer(random, 256);
  }
  if (random() < 0.3) return bent.subarray(0, integer(random, bent.length + 1));
  return random() < 0.2 ? Buffer.concat([bent, bytes(random, integer(random, 100))]) : bent;
}

/** A binding request; with the right name and a wrong seal, or the right one when the attacker is in the room itself. */
function stun(random: Random, { usernameFragment, password }: Target): Buffer {
  const username = Buffer.from(random() < 0.8 ? `${usernameFragment}:x` : 'nobody:x');
  const attributes = [attribute(0x0006, username), attribute(0x0024, bytes(random, 4))];
  if (random() < 0.5) attributes.push(attribute(0x8029, bytes(random, 8)));
  if (random() < 0.5) attributes.push(attribute(0x0025, Buffer.alloc(0)));
  if (random() < 0.2) attributes.push(attribute(integer(random, 0xffff), bytes(random, integer(random, 40))));
  const body = Buffer.concat(attributes);
  const head = Buffer.alloc(20);
  head.writeUInt16BE(pick(random, [0x0001, 0x0101, 0x0111, 0x0011, 0x0003]), 0);
  head.writeUInt16BE(body.length + 24, 2);
  head.writeUInt32BE(magicCookie, 4);
  bytes(random, 12).copy(head, 8);
  const key = random() < 0.3 ? password : 'a wrong one';
  const seal = createHmac('sha1', key)
    .update(Buffer.concat([head, body]))
    .digest();
  return Buffer.concat([head, body, attribute(0x0008, seal)]);
}

export function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** The first word of a DTLS handshake, with random ciphers and extensions. */
export function clientHello(random: Random): Buffer {
  const ciphers = bytes(random, 2 * (1 + integer(random, 20)));
  const extensions = bytes(random, integer(random, 80));
  const body = Buffer.concat([
    Buffer.from([0xfe, 0xfd]),
    bytes(random, 32),
    Buffer.from([0, 0]),
    length16(ciphers),
    Buffer.from([1, 0]),
    length16(extensions),
  ]);
  const handshake = Buffer.alloc(12);
  handshake[0] = 1;
  handshake.writeUIntBE(body.length, 1, 3);
  handshake.writeUIntBE(random() < 0.8 ? body.length : integer(random, 5000), 9, 3);
  return record(22, Buffer.concat([handshake, body]));
}

function dtlsRecord(random: Random): Buffer {
  return record(pick(random, [20, 21, 22, 23, 24, 25, 63]), bytes(random, integer(random, 300)));
}

function record(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head[0] = type;
  head.writeUInt16BE(0xfefd, 1);
  head.writeUInt16BE(body.length, 11);
  return Buffer.concat([head, body]);
}

function length16(value: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(value.length, 0);
  return Buffer.concat([head, value]);
}

/** A packet of another member's stream. */
function rtp(random: Random, { ssrcs }: Target): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 0x80 | integer(random, 64);
  head[1] = pick(random, [111, 102, 0, 127]);
  head.writeUInt16BE(integer(random, 65_536), 2);
  head.writeUInt32BE(integer(random, 2 ** 32), 4);
  head.writeUInt32BE(ssrcs.length > 0 ? pick(random, ssrcs) : integer(random, 2 ** 32), 8);
  return Buffer.concat([head, bytes(random, integer(random, 200))]);
}

function rtcp(random: Random, target: Target): Buffer {
  const packet = rtp(random, target);
  packet[0] = 0x80 | integer(random, 32);
  packet[1] = 192 + integer(random, 32);
  packet.writeUInt16BE(random() < 0.5 ? Math.floor(packet.length / 4) - 1 : integer(random, 65_536), 2);
  return packet;
}

function noise(random: Random): Buffer {
  return bytes(random, integer(random, 1400));
}
