import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVoicePacket, speexBands, voicePacketFramesMax, writeVoicePacket } from './voice-packet.ts';

const frame = fc.uint8Array({ maxLength: 255 });
const packet = fc
  .record({
    band: fc.constantFrom(...speexBands),
    lastSequence: fc.nat(65_535),
    copies: fc.nat(voicePacketFramesMax),
    frames: fc.array(frame, { maxLength: voicePacketFramesMax }),
  })
  .map((parts) => ({ ...parts, copies: Math.min(parts.copies, parts.frames.length) }));

test('every packet that is written reads back the same', () => {
  fc.assert(
    fc.property(packet, (written) => {
      const read = readVoicePacket(writeVoicePacket(written));
      expect(read?.band).toBe(written.band);
      expect(read?.lastSequence).toBe(written.lastSequence);
      expect(read?.copies).toBe(written.copies);
      expect(read?.frames.map((bytes) => Array.from(bytes))).toEqual(
        written.frames.map((bytes) => Array.from(bytes)),
      );
    }),
  );
});

test('a packet cut short or with bytes behind it is refused', () => {
  fc.assert(
    fc.property(packet, fc.nat(), (written, cut) => {
      const bytes = writeVoicePacket(written);
      expect(readVoicePacket(bytes.subarray(0, cut % bytes.length))).toBeUndefined();
      expect(readVoicePacket(Uint8Array.from([...bytes, 0]))).toBeUndefined();
    }),
  );
});

test('random bytes never make the reader throw, and its frames stay inside them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      for (const view of readVoicePacket(bytes)?.frames ?? []) {
        expect(view.byteOffset + view.length).toBeLessThanOrEqual(bytes.byteOffset + bytes.length);
      }
    }),
  );
});

test('too many frames and a frame too long for its length byte are refused by the writer', () => {
  const write = (frames: Uint8Array[]) => () =>
    writeVoicePacket({ band: 'wideband', lastSequence: 0, copies: 0, frames });
  expect(write(Array.from({ length: voicePacketFramesMax + 1 }, () => new Uint8Array(1)))).toThrow(
    RangeError,
  );
  expect(write([new Uint8Array(256)])).toThrow(RangeError);
});

test('more copies than frames are refused by writer and reader', () => {
  const packet = { band: 'wideband', lastSequence: 0, frames: [Uint8Array.of(1)] } as const;
  expect(() => writeVoicePacket({ ...packet, copies: 2 })).toThrow(RangeError);
  const bytes = writeVoicePacket({ ...packet, copies: 1 });
  bytes[1] = (2 << 4) | (bytes[1] ?? 0);
  expect(readVoicePacket(bytes)).toBeUndefined();
});
