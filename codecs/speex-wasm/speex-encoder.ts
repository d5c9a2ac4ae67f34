// Sound to Speex packets, one frame of 20 ms at a time; used by the client's voice worker and the load tester.
import {
  completeSettings,
  type SpeexEncoderChanges,
  speexEncoderDefaults,
  type SpeexEncoderSettings,
} from './encoder-settings.ts';
import { writeSamples } from './samples.ts';
import { openCoder, type SpeexCoder, speexRequest } from './speex-coder.ts';
import { SpeexError } from './speex-error.ts';

export interface SpeexEncoder {
  /** Samples per second of the band. */
  readonly sampleRateHz: number;
  /** Samples in the 20 ms of a frame: 160, 320 or 640. */
  readonly frameSamples: number;
  /** Samples by which decoded sound lags behind the encoded one, in encoder and decoder together. */
  readonly delaySamples: number;
  /** The settings in force. */
  readonly settings: SpeexEncoderSettings;
  /**
   * Encodes one frame.
   * @param frame exactly `frameSamples` samples: 16-bit integers, or floats in -1..1 (louder ones are clipped)
   * @returns a packet of its own memory; empty when the frame need not be sent (only with `dtx`)
   * @throws SpeexError `bad-frame` or `closed`
   */
  encode(frame: Int16Array | Float32Array): Uint8Array<ArrayBuffer>;
  /**
   * Changes settings from the next frame on.
   * @throws SpeexError `bad-setting`, with all settings left as they were, or `closed`
   */
  change(changes: SpeexEncoderChanges): void;
  /** Gives the memory back; may be called again. */
  close(): void;
}

/**
 * @param module this package's WebAssembly, compiled; see `loadSpeexModule` and `readSpeexModule`
 * @param settings what differs from `speexEncoderDefaults`
 * @throws SpeexError `bad-setting`, `bad-module` or `out-of-memory`
 */
export function createSpeexEncoder(
  module: WebAssembly.Module,
  settings: Partial<SpeexEncoderSettings> = {},
): SpeexEncoder {
  let current = completeSettings(settings);
  const coder = openCoder(module, 'encoder', current.band);
  applySettings(coder, current, speexEncoderDefaults);
  const { sampleRateHz, frameSamples } = coder;
  return {
    sampleRateHz,
    frameSamples,
    delaySamples: coder.get(speexRequest.getLookahead) + decoderDelaySamples(frameSamples),
    get settings() {
      return current;
    },
    encode(frame) {
      const samples = coder.samples();
      if (frame.length !== frameSamples) {
        throw new SpeexError('bad-frame', `A frame has ${frameSamples} samples here, not ${frame.length}.`);
      }
      writeSamples(frame, samples);
      const packetBytes = coder.encode();
      return coder.packet().slice(0, packetBytes);
    },
    change(changes) {
      const next = completeSettings({ ...changes, band: current.band }, current);
      applySettings(coder, next, current);
      current = next;
    },
    close: coder.close,
  };
}

/** The decoder's own delay: a quarter of a frame. */
function decoderDelaySamples(frameSamples: number): number {
  return frameSamples / 4;
}

/** More than any setting of any band needs. */
const unboundedBitsPerSecond = 100_000;

/** In `speexenc`'s order, since some of libspeex's settings overwrite others. */
function applySettings(
  coder: SpeexCoder,
  settings: SpeexEncoderSettings,
  previous: SpeexEncoderSettings,
): void {
  coder.set(speexRequest.setComplexity, settings.complexity);
  coder.set(speexRequest.setPacketLossPercent, settings.packetLossPercent);
  // Told "no bound", libspeex's upper bands keep to one of their own; it must be told nothing, or very much.
  if (settings.vbrMaxBitsPerSecond !== previous.vbrMaxBitsPerSecond) {
    coder.set(speexRequest.setVbrMaxBitrate, settings.vbrMaxBitsPerSecond || unboundedBitsPerSecond);
  }
  coder.set(speexRequest.setQuality, settings.quality);
  if (settings.vbr) coder.setVbrQuality(settings.vbrQuality);
  // Average bitrate switches variable bitrate on or off by itself.
  coder.set(speexRequest.setAbr, settings.abrBitsPerSecond);
  if (settings.abrBitsPerSecond === 0) coder.set(speexRequest.setVbr, settings.vbr ? 1 : 0);
  coder.set(speexRequest.setVad, settings.vad ? 1 : 0);
  coder.set(speexRequest.setDtx, settings.dtx ? 1 : 0);
  coder.set(speexRequest.setHighpass, settings.highpass ? 1 : 0);
}
