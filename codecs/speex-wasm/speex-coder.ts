// One libspeex coder inside WebAssembly memory: the part that encoder and decoder share. Used by them only.
import { requireBand, type SpeexBand } from './speex-band.ts';
import { SpeexError } from './speex-error.ts';

/** The longest packet that is encoded or decoded; Speex's longest frame has 106 bytes. Also in native/codec.c. */
export const speexPacketMaxBytes = 255;

/** libspeex's numbers of its settings, from its public header speex.h. */
export const speexRequest = {
  setEnhancer: 0,
  setQuality: 4,
  setVbr: 12,
  setComplexity: 16,
  setVad: 30,
  setAbr: 32,
  setDtx: 34,
  getLookahead: 39,
  setPacketLossPercent: 40,
  setVbrMaxBitrate: 42,
  setHighpass: 44,
} as const;

type Pointer = number;

/** What native/codec.c exports. */
interface SpeexExports {
  readonly memory: WebAssembly.Memory;
  coder_open(isEncoder: number, band: number): Pointer;
  coder_close(coder: Pointer): void;
  coder_samples(coder: Pointer): Pointer;
  coder_packet(coder: Pointer): Pointer;
  coder_set(coder: Pointer, request: number, value: number): number;
  coder_set_vbr_quality(coder: Pointer, quality: number): number;
  coder_get(coder: Pointer, request: number): number;
  coder_encode(coder: Pointer): number;
  coder_decode(coder: Pointer, packetBytes: number): number;
  coder_conceal(coder: Pointer): void;
}

export interface SpeexCoder {
  readonly sampleRateHz: number;
  readonly frameSamples: number;
  /** The frame's samples in WebAssembly memory; valid until another coder is opened. */
  samples(): Int16Array;
  /** Room for a packet in WebAssembly memory; valid until another coder is opened. */
  packet(): Uint8Array;
  set(request: number, value: number): void;
  setVbrQuality(quality: number): void;
  get(request: number): number;
  /** Encodes `samples` into `packet`; its length, 0 when nothing need be sent. */
  encode(): number;
  /** Decodes `packet` into `samples`; 0, or what is wrong as a negative number (see native/codec.c). */
  decode(packetBytes: number): number;
  /** Fills `samples` with a guess at a lost frame. */
  conceal(): void;
  /** Gives the memory back; everything else throws `closed` afterwards. */
  close(): void;
}

/** One instance for all coders of a module: a coder then costs some 5 kB instead of its own memory and stack. */
const instances = new WeakMap<WebAssembly.Module, SpeexExports>();

/**
 * @param module this package's WebAssembly, compiled
 * @throws SpeexError `bad-setting`, `bad-module` or `out-of-memory`
 */
export function openCoder(
  module: WebAssembly.Module,
  kind: 'encoder' | 'decoder',
  band: SpeexBand,
): SpeexCoder {
  const { modeId, sampleRateHz, frameSamples } = requireBand(band);
  const speex = instanceOf(module);
  let coder = speex.coder_open(kind === 'encoder' ? 1 : 0, modeId);
  if (coder === 0)
    throw new SpeexError('out-of-memory', `There is no memory left for another Speex ${kind}.`);
  const samplesAt = speex.coder_samples(coder);
  const packetAt = speex.coder_packet(coder);
  let samples = new Int16Array(0);
  let packet = new Uint8Array(0);

  const open = () => {
    if (coder === 0) throw new SpeexError('closed', `This Speex ${kind} was closed.`);
    return coder;
  };
  // Memory that grows is another buffer, and views of the old one are empty.
  const refresh = () => {
    if (samples.buffer === speex.memory.buffer) return;
    samples = new Int16Array(speex.memory.buffer, samplesAt, frameSamples);
    packet = new Uint8Array(speex.memory.buffer, packetAt, speexPacketMaxBytes);
  };

  return {
    sampleRateHz,
    frameSamples,
    samples() {
      open();
      refresh();
      return samples;
    },
    packet() {
      open();
      refresh();
      return packet;
    },
    set: (request, value) => void speex.coder_set(open(), request, value),
    setVbrQuality: (quality) => void speex.coder_set_vbr_quality(open(), quality),
    get: (request) => speex.coder_get(open(), request),
    encode: () => speex.coder_encode(open()),
    decode: (packetBytes) => speex.coder_decode(open(), packetBytes),
    conceal: () => speex.coder_conceal(open()),
    close() {
      if (coder !== 0) speex.coder_close(coder);
      coder = 0;
    },
  };
}

function instanceOf(module: WebAssembly.Module): SpeexExports {
  const known = instances.get(module);
  if (known) return known;
  const exports = instantiate(module) as unknown as SpeexExports;
  instances.set(module, exports);
  return exports;
}

/** At once and without a promise: an AudioWorklet has no other way. */
function instantiate(module: WebAssembly.Module): WebAssembly.Exports {
  try {
    const { exports } = new WebAssembly.Instance(module);
    if (typeof exports['coder_open'] === 'function') return exports;
  } catch (cause) {
    throw new SpeexError('bad-module', 'The WebAssembly module could not be started.', { cause });
  }
  throw new SpeexError('bad-module', 'The WebAssembly module is not that of speex-wasm.');
}
