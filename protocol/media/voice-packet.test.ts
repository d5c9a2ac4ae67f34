import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readVoicePacket,
  speexBands,
  type VoicePacket,
  voicePacketFramesMax,
  writeVoicePacket,
} from './voice-packet.ts';

const frame = fc.uint8Array({ maxLength: 255 });
const packet: fc.Arbitrary<VoicePacket> = fc
  .record({
    band: fc.constantFrom(...speexBands),
    lastSequence: fc.nat(65_535),
    frames: fc.array(frame, { maxLength: voicePacketFramesMax }),
    copies: fc.array(fc.record({ distance: fc.integer({ min: 1, max: 255 }), frame }), {
      maxLength: voicePacketFramesMax,
    }),
  })
  .map((parts) => ({ ...parts, copies: parts.copies.slice(0, voicePacketFramesMax - parts.frames.length) }));
const plain = (packet: VoicePacket | undefined) =>
  packet && {
    ...packet,
    frames: packet.frames.map((bytes) => [...bytes]),
    copies: packet.copies.map(({ distance, frame }) => ({ distance, frame: [...frame] })),
  };

test('every packet that is written reads back the same', () => {
  fc.assert(
    fc.property(packet, (written) => {
      expect(plain(readVoicePacket(writeVoicePacket(written)))).toEqual(plain(written));
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
  const anything = fc.uint8Array({ maxLength: 600 });
  const nearly = anything.map((bytes) => Uint8Array.from([0x20 | ((bytes[0] ?? 0) & 0x0f), ...bytes]));
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (bytes) => {
      const read = readVoicePacket(bytes);
      for (const view of [...(read?.frames ?? []), ...(read?.copies ?? []).map((copy) => copy.frame)]) {
        expect(view.byteOffset + view.length).toBeLessThanOrEqual(bytes.byteOffset + bytes.length);
      }
    }),
  );
});

test('too many frames, a frame too long for its length byte and a copy of no earlier frame are refused by the writer', () => {
  const write = (parts: Partial<VoicePacket>) => () =>
    writeVoicePacket({ band: 'wideband', lastSequence: 0, frames: [], copies: [], ...parts });
  const frames = Array.from({ length: voicePacketFramesMax }, () => new Uint8Array(1));
  const copy = { distance: 1, frame: new Uint8Array(1) };
  expect(write({ frames })).not.toThrow();
  expect(write({ frames, copies: [copy] })).toThrow(RangeError);
  expect(write({ frames: [new Uint8Array(256)] })).toThrow(RangeError);
  for (const distance of [0, 256]) expect(write({ copies: [{ ...copy, distance }] })).toThrow(RangeError);
});

test('another version, more frames than a packet carries and a copy of no earlier frame are refused by the reader', () => {
  const bytes = writeVoicePacket({
    band: 'wideband',
    lastSequence: 0,
    frames: [],
    copies: [{ distance: 1, frame: new Uint8Array() }],
  });
  const changed = (at: number, value: number) => readVoicePacket(bytes.with(at, value));
  expect(changed(4, 7)?.copies).toEqual([{ distance: 7, frame: new Uint8Array() }]);
  expect(changed(4, 0)).toBeUndefined();
  expect(changed(0, 0x10)).toBeUndefined();
  const tooMany = Uint8Array.from([0x2d, 0x01, 0, 0, ...Array.from({ length: 13 }, () => 0)]);
  expect(readVoicePacket(tooMany)).toBeUndefined();
  expect(readVoicePacket(tooMany.subarray(0, -1).with(0, 0x2c))?.frames).toHaveLength(12);
});
