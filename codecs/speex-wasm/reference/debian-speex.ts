// Encodes and decodes files with Debian's speexenc and speexdec, the yardstick of the bit-exactness tests.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speexBands, type SpeexBand } from '../speex-band.ts';
import { bytesOf, samplesOf } from './native-speex.ts';
import { readOggPackets } from './ogg-packets.ts';
import { runTool } from './run-tool.ts';

/** An Ogg Speex file begins with the packets of its header and its comments. */
const headerPackets = 2;

const bandFlags = {
  narrowband: '--narrowband',
  wideband: '--wideband',
  'ultra-wideband': '--ultra-wideband',
};

export interface OggSpeex {
  readonly file: Uint8Array;
  /** One packet per frame, without the headers. */
  readonly packets: readonly Uint8Array[];
}

/** What speexenc makes of this sound. */
export function encodeWithSpeexenc(samples: Int16Array, band: SpeexBand, flags: readonly string[]): OggSpeex {
  return inFolder((folder) => {
    const [input, output] = [join(folder, 'input.raw'), join(folder, 'output.spx')];
    writeFileSync(input, bytesOf(samples));
    const format = ['--rate', String(speexBands[band].sampleRateHz), '--16bit', '--le', bandFlags[band]];
    runTool({ program: 'speexenc', package: 'speex' }, ['--quiet', ...format, ...flags, input, output]);
    const file = readFileSync(output);
    return { file, packets: readOggPackets(file).slice(headerPackets) };
  });
}

/** What speexdec makes of a file. It leaves out the delay of encoder and decoder, and what follows the original's end. */
export function decodeWithSpeexdec(file: Uint8Array, flags: readonly string[]): Int16Array {
  return inFolder((folder) => {
    const [input, output] = [join(folder, 'input.spx'), join(folder, 'output.raw')];
    writeFileSync(input, file);
    runTool({ program: 'speexdec', package: 'speex' }, ['--quiet', ...flags, input, output]);
    return samplesOf(readFileSync(output));
  });
}

/**
 * The frames that speexenc encodes: as many as bring the last sample out of the decoder again. The last frame of the
 * file is filled with silence, and speexenc repeats it when it needs more.
 */
export function framesOfSpeexenc(samples: Int16Array, frameSamples: number, count: number): Int16Array[] {
  const inFile = Math.ceil(samples.length / frameSamples);
  return Array.from({ length: count }, (_, index) => {
    const start = Math.min(index, inFile - 1) * frameSamples;
    const frame = new Int16Array(frameSamples);
    frame.set(samples.subarray(start, start + frameSamples));
    return frame;
  });
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-speex-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
