// Mumble's control messages, as many as a client needs that only speaks and listens: protocol buffers of a few fields each. Used by
// control-channel. Numbers of messages and fields are those of the published Mumble.proto.
import type { PacketKeys } from './packet-cipher.ts';

export const messageTypes = {
  version: 0,
  authenticate: 2,
  ping: 3,
  reject: 4,
  serverSync: 5,
  cryptSetup: 15,
} as const;

/** Values by number of their field; of a repeated field the last one. */
type Fields = ReadonlyMap<number, bigint | Buffer>;

const headBytes = 6;
const [varintWire, eightBytesWire, bytesWire, fourBytesWire] = [0, 1, 2, 5];
/** 1.3.4, as the server's own. */
const protocolVersion = 0x01_03_04;

/** @returns the message with its type and length before it */
export function frameMessage(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(type, 0);
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Takes whole messages off the front. @returns them, and the bytes that belong to the next one */
export function splitMessages(bytes: Buffer): { messages: { type: number; body: Buffer }[]; rest: Buffer } {
  const messages: { type: number; body: Buffer }[] = [];
  let rest = bytes;
  while (rest.length >= headBytes) {
    const end = headBytes + rest.readUInt32BE(2);
    if (rest.length < end) break;
    messages.push({ type: rest.readUInt16BE(0), body: rest.subarray(headBytes, end) });
    rest = rest.subarray(end);
  }
  return { messages, rest };
}

export const writeVersion = (): Buffer => numberField(1, protocolVersion);

/** Who comes in, able to hear Opus. */
export function writeAuthenticate(name: string): Buffer {
  return Buffer.concat([bytesField(1, Buffer.from(name)), numberField(5, 1)]);
}

/** @returns our session's number, by which our voice is known */
export function readServerSync(body: Buffer): number {
  return Number(readFields(body).get(1) ?? 0);
}

/** @returns nothing when the server, which has lost count of our packets, asks where we are */
export function readCryptSetup(body: Buffer): PacketKeys | undefined {
  const fields = readFields(body);
  const [key, clientNonce, serverNonce] = [1, 2, 3].map((field) => fields.get(field));
  if (!Buffer.isBuffer(key) || !Buffer.isBuffer(clientNonce) || !Buffer.isBuffer(serverNonce))
    return undefined;
  return { key, clientNonce, serverNonce };
}

/** Where we are. @param counter of the last packet that we sent, 16 bytes */
export function writeCounter(counter: Buffer): Buffer {
  return bytesField(2, counter);
}

/** @returns the server's reason for refusing the client */
export function readReject(body: Buffer): string {
  return String(readFields(body).get(2) ?? 'no reason given');
}

function bytesField(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | bytesWire), varint(value.length), value]);
}

function numberField(field: number, value: number): Buffer {
  return Buffer.concat([varint((field << 3) | varintWire), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function readFields(body: Buffer): Fields {
  const fields = new Map<number, bigint | Buffer>();
  let at = 0;
  const nextVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = body.readUInt8(at);
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const nextBytes = (length: number): Buffer => body.subarray(at, (at += length));
  while (at < body.length) {
    const tag = Number(nextVarint());
    const wire = tag & 7;
    const value = wire === varintWire ? nextVarint() : nextBytes(lengthOf(wire, nextVarint));
    fields.set(tag >>> 3, value);
  }
  return fields;
}

function lengthOf(wire: number, nextVarint: () => bigint): number {
  if (wire === bytesWire) return Number(nextVarint());
  if (wire === eightBytesWire) return 8;
  if (wire === fourBytesWire) return 4;
  throw new Error(`Mumble sent a field of a kind that is not known: ${wire}.`);
}
