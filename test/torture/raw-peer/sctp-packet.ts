// SCTP packets (RFC 9260) put together by hand, so that they can be wrong. Pure; used by the raw peer and by what abuses its session.

/** Both ends of a data channel's association use it. */
const sctpPort = 5000;
const headBytes = 12;
const chunkHeadBytes = 4;

/** Kinds of chunks, by their numbers. */
export const chunkTypes = {
  data: 0,
  init: 1,
  initAck: 2,
  sack: 3,
  abort: 6,
  cookieEcho: 10,
  cookieAck: 11,
  reConfig: 130,
  forwardTsn: 192,
} as const;

export interface Chunk {
  readonly type: number;
  readonly flags: number;
  readonly value: Buffer;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f6_3b78 : remainder >>> 1;
  return remainder >>> 0;
});

/** CRC32c (Castagnoli), which SCTP seals its packets with. */
export function crc32c(bytes: Buffer): number {
  let remainder = 0xffff_ffff;
  for (const byte of bytes) remainder = (crcTable[(remainder ^ byte) & 0xff] ?? 0) ^ (remainder >>> 8);
  return (remainder ^ 0xffff_ffff) >>> 0;
}

/** @param tag the other end's verification tag; 0 for the first packet of all */
export function sctpPacket(tag: number, chunks: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt16BE(sctpPort, 0);
  head.writeUInt16BE(sctpPort, 2);
  head.writeUInt32BE(tag, 4);
  const packet = Buffer.concat([head, ...chunks]);
  packet.writeUInt32LE(crc32c(packet), 8);
  return packet;
}

/** @param claimedLength what its length says, where that is not the truth */
export function chunk(
  type: number,
  flags: number,
  value: Buffer,
  claimedLength = chunkHeadBytes + value.length,
): Buffer {
  const head = Buffer.from([type, flags, 0, 0]);
  head.writeUInt16BE(claimedLength & 0xffff, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

/** @returns the chunks of a packet as far as they are whole */
export function readChunks(packet: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = headBytes; at + chunkHeadBytes <= packet.length; ) {
    const length = packet.readUInt16BE(at + 2);
    if (length < chunkHeadBytes || at + length > packet.length) break;
    const value = packet.subarray(at + chunkHeadBytes, at + length);
    chunks.push({ type: packet[at] ?? 0, flags: packet[at + 1] ?? 0, value });
    at += Math.ceil(length / 4) * 4;
  }
  return chunks;
}

export interface DataPart {
  /** Transmission number, modulo 2^32. */
  readonly tsn: number;
  readonly streamId: number;
  /** Number of the message in its stream, modulo 2^16. */
  readonly sequence: number;
  /** Whether a message begins or ends with this part, and may be delivered out of order. */
  readonly begins?: boolean;
  readonly ends?: boolean;
  readonly unordered?: boolean;
  readonly payload: Buffer;
}

/** Binary data, as data channels say it (payload protocol 53). */
const binaryPayload = 53;

export function dataChunk({ tsn, streamId, sequence, begins, ends, unordered, payload }: DataPart): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(tsn >>> 0, 0);
  head.writeUInt16BE(streamId & 0xffff, 4);
  head.writeUInt16BE(sequence & 0xffff, 6);
  head.writeUInt32BE(binaryPayload, 8);
  const flags = (unordered ? 4 : 0) | (begins ? 2 : 0) | (ends ? 1 : 0);
  return chunk(chunkTypes.data, flags, Buffer.concat([head, payload]));
}
