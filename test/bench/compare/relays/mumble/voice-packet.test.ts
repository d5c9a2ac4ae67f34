import { expect, test } from 'vitest';
import { readVoice, writePing, writeVoice } from './voice-packet.ts';

/** As the server does it: who speaks is put behind the first byte. */
const forwarded = (packet: Buffer, session: number) =>
  Buffer.concat([packet.subarray(0, 1), Buffer.from([session]), packet.subarray(1)]);

test.each([0, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152, 4_294_967_295])(
  'a voice with sequence %i is read as it was written',
  (sequence) => {
    const frame = Buffer.alloc(200, 9);
    expect(readVoice(forwarded(writeVoice(sequence, frame), 77))).toEqual({ session: 77, sequence, frame });
  },
);

test('a ping, and a voice that ends in the middle, are no voice', () => {
  const packet = forwarded(writeVoice(300, Buffer.alloc(40)), 5);
  for (let length = 0; length < packet.length; length += 1)
    expect(readVoice(packet.subarray(0, length))).toBeUndefined();
  expect(readVoice(writePing())).toBeUndefined();
});
