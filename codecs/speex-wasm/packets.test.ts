// What a decoder does with bytes that are no Speex frame, and what encoder and decoder do with wrong frames.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createSpeexDecoder,
  createSpeexEncoder,
  SpeexError,
  speexBands,
  type SpeexBand,
  type SpeexErrorCode,
  speexPacketMaxBytes,
} from './index.ts';
import { readSpeexModule } from './node.ts';

const module = readSpeexModule();
const bands = Object.keys(speexBands) as SpeexBand[];

function codeOf(action: () => unknown): SpeexErrorCode | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof SpeexError) return error.code;
    throw error;
  }
  return undefined;
}

/** A tone with overtones, so that every part of the coder has something to do. */
function tone(band: SpeexBand, frames: number): Int16Array[] {
  const { frameSamples, sampleRateHz } = speexBands[band];
  return Array.from({ length: frames }, (_, frame) =>
    Int16Array.from({ length: frameSamples }, (_, index) => {
      const phase = (2 * Math.PI * 220 * (frame * frameSamples + index)) / sampleRateHz;
      return 6000 * Math.sin(phase) + 3000 * Math.sin(3 * phase) + 1500 * Math.sin(11 * phase);
    }),
  );
}

const encodedTone = (band: SpeexBand, frames: number) => {
  const encoder = createSpeexEncoder(module, { band });
  return tone(band, frames).map((frame) => encoder.encode(frame));
};

const energy = (samples: Int16Array) =>
  samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;

describe.each(bands)('%s', (band) => {
  const { frameSamples } = speexBands[band];

  test('any bytes are decoded or refused as a bad packet, and sound can be concealed after either', () => {
    const decoder = createSpeexDecoder(module, { band });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const code = codeOf(() => expect(decoder.decode(bytes)).toHaveLength(frameSamples));
        expect([undefined, 'bad-packet']).toContain(code);
        expect(decoder.conceal()).toHaveLength(frameSamples);
      }),
      { numRuns: 3000 },
    );
  });

  test('a damaged frame is decoded or refused, and never heard outside the range of sound', () => {
    const packets = encodedTone(band, 20);
    const decoder = createSpeexDecoder(module, { band });
    const flips = fc.array(fc.tuple(fc.nat(19), fc.nat(200), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(flips, (damages) => {
        for (const [index, at, bits] of damages) {
          const packet = Uint8Array.from(packets[index] ?? []);
          packet[at % packet.length] = (packet[at % packet.length] ?? 0) ^ bits;
          const output = new Float32Array(frameSamples);
          expect([undefined, 'bad-packet']).toContain(codeOf(() => decoder.decode(packet, output)));
          expect(output.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('after any garbage real frames are heard again within a second', () => {
    const packets = encodedTone(band, 50);
    const heard = energy(lastFrame(band, packets));
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 80 }), { maxLength: 60 }), (garbage) => {
        const decoder = createSpeexDecoder(module, { band });
        for (const bytes of garbage) codeOf(() => decoder.decode(bytes));
        const last = packets.map((packet) => decoder.decode(packet)).at(-1) ?? new Int16Array(1);
        decoder.close();
        expect(10 * Math.log10(energy(last) / heard)).toBeCloseTo(0, 0);
      }),
      { numRuns: 60 },
    );
  });

  test('every truncated frame is refused and leaves the output as it was', () => {
    const decoder = createSpeexDecoder(module, { band });
    for (const packet of encodedTone(band, 10)) {
      const output = new Int16Array(frameSamples).fill(7);
      // The last byte may hold nothing but the terminator.
      for (let length = 1; length < packet.length - 1; length += 1) {
        const code = codeOf(() => decoder.decode(packet.subarray(0, length), output));
        // Cut exactly between the narrow band and the upper one it is a whole frame, of less quality.
        if (code === undefined) output.fill(7);
        else expect(code).toBe('bad-packet');
        expect(output.every((sample) => sample === 7)).toBe(true);
      }
    }
  });

  test('a frame with anything behind it is refused', () => {
    const decoder = createSpeexDecoder(module, { band });
    const [packet = new Uint8Array()] = encodedTone(band, 1);
    expect(codeOf(() => decoder.decode(Uint8Array.of(...packet, 0)))).toBe('bad-packet');
    expect(codeOf(() => decoder.decode(Uint8Array.of(...packet, ...packet)))).toBe('bad-packet');
  });

  test('what one packet holds is never read as part of the next', () => {
    const [long = new Uint8Array()] = encodedTone(band, 1);
    const decoder = createSpeexDecoder(module, { band });
    decoder.decode(long);
    expect(codeOf(() => decoder.decode(long.subarray(0, 5)))).toBe('bad-packet');
  });
});

/** The last frame of these packets in a decoder of its own. */
function lastFrame(band: SpeexBand, packets: readonly Uint8Array[]): Int16Array {
  const decoder = createSpeexDecoder(module, { band });
  return packets.map((packet) => decoder.decode(packet)).at(-1) ?? new Int16Array(1);
}

test('an empty packet is concealed like a lost one', () => {
  const packets = encodedTone('wideband', 10);
  const [first, second] = [createSpeexDecoder(module), createSpeexDecoder(module)];
  for (const packet of packets) {
    first.decode(packet);
    second.decode(packet);
  }
  const concealed = first.decode(new Uint8Array());
  expect(concealed).toEqual(second.conceal());
  expect(energy(concealed)).toBeGreaterThan(1000);
});

test('a packet longer than any frame is refused before it reaches the memory of the coder', () => {
  const decoder = createSpeexDecoder(module);
  const tooLong = new Uint8Array(speexPacketMaxBytes + 1);
  expect(codeOf(() => decoder.decode(tooLong))).toBe('bad-packet');
  expect(() => decoder.decode(new Uint8Array(5_000_000))).toThrow(/at most 255 bytes, not 5000000/);
});

test('a lasting loss fades to silence', () => {
  const decoder = createSpeexDecoder(module);
  for (const packet of encodedTone('wideband', 30)) decoder.decode(packet);
  const frames = Array.from({ length: 50 }, () => decoder.conceal());
  expect(energy(frames.at(-1) ?? new Int16Array(1))).toBeLessThan(100);
});

test('frames of a wrong length are refused on both sides', () => {
  const encoder = createSpeexEncoder(module);
  for (const length of [0, 160, 319, 321, 640]) {
    expect(codeOf(() => encoder.encode(new Int16Array(length)))).toBe('bad-frame');
    expect(codeOf(() => createSpeexDecoder(module).conceal(new Float32Array(length)))).toBe('bad-frame');
  }
  expect(encoder.encode(new Float32Array(320)).length).toBeGreaterThan(0);
});

test('a narrowband packet is understood by a wideband decoder and the other way round', () => {
  expect(energy(lastFrame('wideband', encodedTone('narrowband', 30)))).toBeGreaterThan(1e6);
  expect(energy(lastFrame('narrowband', encodedTone('wideband', 30)))).toBeGreaterThan(1e6);
  expect(energy(lastFrame('wideband', encodedTone('ultra-wideband', 30)))).toBeGreaterThan(1e6);
});
