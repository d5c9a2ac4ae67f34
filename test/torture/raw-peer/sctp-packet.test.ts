import { expect, test } from 'vitest';
import { chunk, chunkTypes, crc32c, dataChunk, readChunks, sctpPacket } from './sctp-packet.ts';

test('the checksum is the one that RFC 9260 names: of the digits 1 to 9 it is known', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe306_9283);
});

test('what was put into a packet is found in it again, padded to words of four bytes', () => {
  const payload = Buffer.from('abcde');
  const part = dataChunk({ tsn: 7, streamId: 3, sequence: 1, begins: true, unordered: true, payload });
  const packet = sctpPacket(9, [part, chunk(chunkTypes.cookieAck, 0, Buffer.alloc(0))]);
  expect(packet.length % 4).toBe(0);
  expect(packet.readUInt32BE(4)).toBe(9);
  const [data, last] = readChunks(packet);
  expect(data).toMatchObject({ type: chunkTypes.data, flags: 6 });
  expect(data?.value.subarray(12)).toEqual(payload);
  expect(last?.type).toBe(chunkTypes.cookieAck);
});

test('reading ends at a chunk whose length is a lie', () => {
  for (const lie of [0, 3, 0xffff]) {
    const packet = sctpPacket(1, [chunk(chunkTypes.sack, 0, Buffer.alloc(12), lie)]);
    expect(readChunks(packet)).toEqual([]);
  }
});
