// Compiles native-speex.c against the machine's libspeex and runs it; used by the tests and by the benchmark.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { speexBands, type SpeexBand } from '../speex-band.ts';
import { runTool } from './run-tool.ts';

const sourceFile = fileURLToPath(new URL('./native-speex.c', import.meta.url));

export interface NativeSettings {
  readonly band: SpeexBand;
  readonly quality?: number;
  readonly complexity?: number;
  readonly packetLossPercent?: number;
  readonly enhancer?: boolean;
}

/** Packets of whole frames, as native libspeex makes them. */
export function encodeNatively(samples: Int16Array, settings: NativeSettings): Uint8Array[] {
  return splitRecords(runNative('encode', 'bytes', bytesOf(samples), settings));
}

/** Sound of packets, as native libspeex decodes them; an empty packet is a lost one. */
export function decodeNatively(packets: readonly Uint8Array[], settings: NativeSettings): Int16Array {
  return samplesOf(runNative('decode', 'bytes', joinRecords(packets), settings));
}

/** Microseconds that native libspeex takes per frame to encode this sound. */
export function timeNativeEncoding(samples: Int16Array, settings: NativeSettings): number {
  return Number(runNative('encode', 'time', bytesOf(samples), settings).toString()) / 1000;
}

/** Microseconds that native libspeex takes per frame to decode these packets. */
export function timeNativeDecoding(packets: readonly Uint8Array[], settings: NativeSettings): number {
  return Number(runNative('decode', 'time', joinRecords(packets), settings).toString()) / 1000;
}

/** 16-bit samples as a file holds them. */
export function bytesOf(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

/** The samples of a file; of their own memory, since a file's bytes may lie at an odd place. */
export function samplesOf(bytes: Uint8Array): Int16Array {
  return new Int16Array(Uint8Array.from(bytes).buffer, 0, bytes.length >> 1);
}

function runNative(
  work: 'encode' | 'decode',
  result: 'bytes' | 'time',
  input: Buffer,
  settings: NativeSettings,
): Buffer {
  const { band, quality = 8, complexity = 3, packetLossPercent = 2, enhancer = true } = settings;
  const numbers = [speexBands[band].modeId, quality, complexity, packetLossPercent, enhancer ? 1 : 0];
  return runTool(
    { program: compileOnce(), package: 'libspeex1' },
    [work, result, ...numbers.map(String)],
    input,
  );
}

/** The program is kept until its source changes. */
function compileOnce(): string {
  const hash = createHash('sha256').update(readFileSync(sourceFile)).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), 'plenum-speex-reference');
  const program = join(folder, `native-speex-${hash}`);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const draft = `${program}.${process.pid}`;
  if (!existsSync('/usr/include/speex/speex.h'))
    throw new Error('Speex headers are missing: install the package libspeex-dev.');
  runTool({ program: 'gcc', package: 'gcc' }, ['-O2', '-o', draft, sourceFile, '-lspeex']);
  renameSync(draft, program);
  return program;
}

function splitRecords(bytes: Buffer): Uint8Array[] {
  const packets: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 1 + (bytes[at] ?? 0)) {
    packets.push(bytes.subarray(at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  return packets;
}

function joinRecords(packets: readonly Uint8Array[]): Buffer {
  return Buffer.concat(packets.flatMap((packet) => [Uint8Array.of(packet.length), packet]));
}
