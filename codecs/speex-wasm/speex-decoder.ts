// Speex packets to sound, with a guess where a packet is missing; used by the client's playback worklet and the load tester.
import { readSamples } from './samples.ts';
import type { SpeexBand } from './speex-band.ts';
import { openCoder, speexPacketMaxBytes, speexRequest } from './speex-coder.ts';
import { SpeexError } from './speex-error.ts';

export interface SpeexDecoderSettings {
  /** Sampling rate of the sound; packets of another band are understood and give the sound that fits both. */
  readonly band: SpeexBand;
  /** Makes the voice sound fuller, at no cost worth mentioning. */
  readonly enhancer: boolean;
}

export interface SpeexDecoder {
  /** Samples per second of the band. */
  readonly sampleRateHz: number;
  /** Samples in the 20 ms of a frame: 160, 320 or 640. */
  readonly frameSamples: number;
  /**
   * Decodes one packet into `output`; an empty packet stands for a frame that was not sent (DTX) and is concealed.
   * @param output exactly `frameSamples` samples, 16-bit integers or floats in -1..1; a new `Int16Array` by default
   * @returns `output`
   * @throws SpeexError `bad-packet` with `output` untouched: call `conceal` for sound; `bad-frame`; `closed`
   */
  decode(packet: Uint8Array): Int16Array<ArrayBuffer>;
  decode<Output extends Int16Array | Float32Array>(packet: Uint8Array, output: Output): Output;
  /**
   * Continues the sound over a lost frame; after some of them it fades out.
   * @returns `output`, as in `decode`
   * @throws SpeexError `bad-frame` or `closed`
   */
  conceal(): Int16Array<ArrayBuffer>;
  conceal<Output extends Int16Array | Float32Array>(output: Output): Output;
  /** Gives the memory back; may be called again. */
  close(): void;
}

/** What the numbers of native/codec.c mean. */
const packetProblems: Readonly<Record<number, string>> = {
  [-1]: 'It holds no frame.',
  [-2]: 'It is not Speex.',
  [-3]: 'It ends before its frame does.',
  [-4]: 'It goes on behind its frame.',
};

/**
 * @param module this package's WebAssembly, compiled; see `loadSpeexModule` and `readSpeexModule`
 * @param settings wideband with the enhancer on by default
 * @throws SpeexError `bad-setting`, `bad-module` or `out-of-memory`
 */
export function createSpeexDecoder(
  module: WebAssembly.Module,
  { band = 'wideband', enhancer = true }: Partial<SpeexDecoderSettings> = {},
): SpeexDecoder {
  const coder = openCoder(module, 'decoder', band);
  coder.set(speexRequest.setEnhancer, enhancer ? 1 : 0);
  const { sampleRateHz, frameSamples } = coder;

  const requireOutput = (output: Int16Array | Float32Array) => {
    if (output.length === frameSamples) return;
    throw new SpeexError('bad-frame', `A frame has ${frameSamples} samples here, not ${output.length}.`);
  };

  function conceal<Output extends Int16Array | Float32Array>(output: Output): Output;
  function conceal(): Int16Array<ArrayBuffer>;
  function conceal(output: Int16Array | Float32Array = new Int16Array(frameSamples)) {
    requireOutput(output);
    coder.conceal();
    return readSamples(coder.samples(), output);
  }

  function decode<Output extends Int16Array | Float32Array>(packet: Uint8Array, output: Output): Output;
  function decode(packet: Uint8Array): Int16Array<ArrayBuffer>;
  function decode(packet: Uint8Array, output: Int16Array | Float32Array = new Int16Array(frameSamples)) {
    if (packet.length === 0) return conceal(output);
    requireOutput(output);
    if (packet.length > speexPacketMaxBytes) {
      throw new SpeexError(
        'bad-packet',
        `A Speex packet has at most ${speexPacketMaxBytes} bytes, not ${packet.length}.`,
      );
    }
    coder.packet().set(packet);
    const problem = coder.decode(packet.length);
    if (problem !== 0) {
      throw new SpeexError(
        'bad-packet',
        `A packet of ${packet.length} bytes is refused. ${packetProblems[problem]}`,
      );
    }
    return readSamples(coder.samples(), output);
  }

  return { sampleRateHz, frameSamples, decode, conceal, close: coder.close };
}
