// Compares this package in Node with the machine's own libspeex, in turns: `npm run bench:speex [-- --json FILE]`.
// Needs Debian's gcc, libc6-dev and libspeex-dev for the native side, espeak-ng, sox and alsa-utils for the speech.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createSpeexDecoder, createSpeexEncoder, speexBands } from '../index.ts';
import { readSpeexModule } from '../node.ts';
import { encodeNatively, timeNativeDecoding, timeNativeEncoding } from '../reference/native-speex.ts';
import { makeSpeech } from '../reference/speech.ts';

const band = 'wideband';
const { frameSamples } = speexBands[band];
/** Enough for a steady median on a machine that does other things too. */
const rounds = 11;
/** Times the native cost that a frame may take. */
const ratioGoal = 1.3;
const frameMicros = 20_000;
/** The system counts a thread's time in ticks of some 4 ms: one measurement must last far longer. */
const measuredMsMin = 150;

interface Comparison {
  readonly wasmMicros: number;
  readonly nativeMicros: number;
  readonly ratio: number;
}

const { json } = parseArgs({ options: { json: { type: 'string' } } }).values;
const speech = makeSpeech(band);
const frames = Array.from({ length: Math.floor(speech.length / frameSamples) }, (_, index) =>
  speech.subarray(index * frameSamples, (index + 1) * frameSamples),
);
const packets = encodeNatively(speech, { band });
const module = readSpeexModule();

const encode = compare(timeEncoding, () => timeNativeEncoding(speech, { band }));
const decode = compare(timeDecoding, () => timeNativeDecoding(packets, { band }));

console.log(
  `Speex ${band}, quality 8, complexity 3: processor microseconds per frame of 20 ms, medians of ${rounds} rounds in turns`,
);
report('encode', encode);
report('decode', decode);
console.log(`One core encodes ${Math.floor(frameMicros / encode.wasmMicros)} talkers in real time.`);
if (json)
  writeFileSync(
    json,
    `${JSON.stringify({ encode, decode, ratioGoal, rounds, frames: frames.length }, null, 2)}\n`,
  );

function compare(timeWasm: () => number, timeNative: () => number): Comparison {
  // The engine compiles hot functions anew while they run for the first time.
  timeWasm();
  const pairs = Array.from({ length: rounds }, () => [timeWasm(), timeNative()] as const);
  const wasmMicros = median(pairs.map(([wasm]) => wasm));
  const nativeMicros = median(pairs.map(([, native]) => native));
  return { wasmMicros, nativeMicros, ratio: wasmMicros / nativeMicros };
}

function timeEncoding(): number {
  return timePerFrame(() => {
    const encoder = createSpeexEncoder(module, { band });
    for (const frame of frames) encoder.encode(frame);
    encoder.close();
  });
}

function timeDecoding(): number {
  const output = new Int16Array(frameSamples);
  return timePerFrame(() => {
    const decoder = createSpeexDecoder(module, { band });
    for (const packet of packets) decoder.decode(packet, output);
    decoder.close();
  });
}

function timePerFrame(work: () => void): number {
  // The processor's time, not the clock's: other programs on the machine must not count.
  const before = process.threadCpuUsage();
  for (let passes = 1; ; passes += 1) {
    work();
    const { user, system } = process.threadCpuUsage(before);
    if (user + system >= measuredMsMin * 1000) return (user + system) / (passes * frames.length);
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(name: string, { wasmMicros, nativeMicros, ratio }: Comparison): void {
  const verdict = ratio <= ratioGoal ? 'met' : 'missed';
  const figures = `WebAssembly ${wasmMicros.toFixed(1)}, native ${nativeMicros.toFixed(1)}`;
  console.log(`${name}: ${figures}, ratio ${ratio.toFixed(2)} (goal <= ${ratioGoal.toFixed(2)}: ${verdict})`);
}
