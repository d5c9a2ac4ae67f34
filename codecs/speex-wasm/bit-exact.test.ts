// The module against Debian's libspeex on the same speech: every packet and every sample must be the same.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createSpeexDecoder,
  createSpeexEncoder,
  speexBands,
  type SpeexBand,
  type SpeexEncoderSettings,
} from './index.ts';
import { readSpeexModule } from './node.ts';
import { decodeWithSpeexdec, encodeWithSpeexenc, framesOfSpeexenc } from './reference/debian-speex.ts';
import { decodeNatively, encodeNatively } from './reference/native-speex.ts';
import { makeSpeech } from './reference/speech.ts';

const settingsOfSpeexenc: readonly [flags: string[], settings: Partial<SpeexEncoderSettings>][] = [
  [['--quality', '8'], {}],
  [['--quality', '0'], { quality: 0 }],
  [['--quality', '3'], { quality: 3 }],
  [['--quality', '5', '--comp', '1'], { quality: 5, complexity: 1 }],
  [['--quality', '10', '--comp', '10'], { quality: 10, complexity: 10 }],
  [['--vbr', '--quality', '4.5'], { vbr: true, vbrQuality: 4.5 }],
  [
    ['--vbr', '--quality', '9', '--vbr-max-bitrate', '20000'],
    { vbr: true, vbrQuality: 9, vbrMaxBitsPerSecond: 20_000 },
  ],
  [['--abr', '15000'], { abrBitsPerSecond: 15_000 }],
  [['--vad', '--quality', '6'], { vad: true, quality: 6 }],
  [['--quality', '8', '--no-highpass'], { highpass: false }],
];

describe.each(Object.keys(speexBands) as SpeexBand[])('%s', (band) => {
  const module = readSpeexModule();
  const { frameSamples } = speexBands[band];
  let speech: Int16Array;
  beforeAll(() => {
    speech = makeSpeech(band);
  });

  test.each(settingsOfSpeexenc)('encodes the packets of speexenc %j', (flags, settings) => {
    const { packets } = encodeWithSpeexenc(speech, band, flags);
    const encoder = createSpeexEncoder(module, { band, ...settings });
    const own = framesOfSpeexenc(speech, frameSamples, packets.length).map((frame) => encoder.encode(frame));
    expect(packets.length).toBeGreaterThan(300);
    expect(own.map(hex)).toEqual(packets.map(hex));
  });

  test('sends what speexenc --dtx writes, without the frames that need not be sent', () => {
    const { packets } = encodeWithSpeexenc(speech, band, ['--vbr', '--quality', '6', '--dtx']);
    const encoder = createSpeexEncoder(module, { band, vbr: true, vbrQuality: 6, dtx: true });
    const own = framesOfSpeexenc(speech, frameSamples, packets.length).map((frame) => encoder.encode(frame));
    const unsent = own.filter((packet) => packet.length === 0).length;
    expect(unsent).toBeGreaterThan(50);
    expect(own.map(hex)).toEqual(
      packets.map((packet, index) => (own[index]?.length === 0 ? '' : hex(packet))),
    );
  });

  test.each([
    ['--enh', true],
    ['--no-enh', false],
  ] as const)('decodes the samples of speexdec %s', (flag, enhancer) => {
    const { file, packets } = encodeWithSpeexenc(speech, band, ['--quality', '8']);
    const sound = decodeWithSpeexdec(file, [flag]);
    const decoder = createSpeexDecoder(module, { band, enhancer });
    const own = concatenate(packets.map((packet) => decoder.decode(packet)));
    const { delaySamples } = createSpeexEncoder(module, { band });
    // speexdec may cut the last frame short by its own delay, a quarter of a frame.
    expect(sound.length).toBeGreaterThanOrEqual(speech.length - frameSamples / 4);
    expect(firstDifference(own.subarray(delaySamples), sound)).toBeUndefined();
  });

  test.each([0, 20, 100])('tunes for a loss of %i percent as native libspeex does', (packetLossPercent) => {
    const whole = speech.subarray(0, speech.length - (speech.length % frameSamples));
    const encoder = createSpeexEncoder(module, { band, packetLossPercent });
    const own = framesOf(whole, frameSamples).map((frame) => encoder.encode(frame));
    expect(own.map(hex)).toEqual(encodeNatively(whole, { band, packetLossPercent }).map(hex));
  });

  test('conceals lost frames as native libspeex does', () => {
    const encoder = createSpeexEncoder(module, { band, vbr: true, dtx: true });
    const packets = framesOf(speech, frameSamples).map((frame, index) =>
      // One frame in seven, and a long gap.
      index % 7 === 3 || (index > 100 && index < 120)
        ? (encoder.encode(frame), new Uint8Array())
        : encoder.encode(frame),
    );
    const decoder = createSpeexDecoder(module, { band });
    const own = concatenate(
      packets.map((packet) => (packet.length === 0 ? decoder.conceal() : decoder.decode(packet))),
    );
    expect(firstDifference(own, decodeNatively(packets, { band }))).toBeUndefined();
  });
});

function framesOf(samples: Int16Array, frameSamples: number): Int16Array[] {
  const count = Math.floor(samples.length / frameSamples);
  return Array.from({ length: count }, (_, index) =>
    samples.subarray(index * frameSamples, (index + 1) * frameSamples),
  );
}

function concatenate(frames: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    samples.set(frame, at);
    at += frame.length;
  }
  return samples;
}

/** Index of the first expected sample that is another; comparing numbers one by one keeps a failure readable. */
function firstDifference(actual: Int16Array, expected: Int16Array): number | undefined {
  const index = expected.findIndex((sample, at) => sample !== actual[at]);
  return index === -1 ? undefined : index;
}

function hex(packet: Uint8Array): string {
  return Buffer.from(packet).toString('hex');
}
