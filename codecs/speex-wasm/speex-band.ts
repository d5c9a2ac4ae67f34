// The three bands of Speex and the shape of their frames; used by encoder and decoder.
import { SpeexError } from './speex-error.ts';

/** Every Speex frame lasts this long. */
export const speexFrameMs = 20;

/** `modeId` is libspeex's number of the band. */
export const speexBands = {
  narrowband: { modeId: 0, sampleRateHz: 8000, frameSamples: 160 },
  wideband: { modeId: 1, sampleRateHz: 16_000, frameSamples: 320 },
  'ultra-wideband': { modeId: 2, sampleRateHz: 32_000, frameSamples: 640 },
} as const;

export type SpeexBand = keyof typeof speexBands;

/** @throws SpeexError `bad-setting` for a name that is no band, as it may come from untyped callers */
export function requireBand(band: SpeexBand): (typeof speexBands)[SpeexBand] {
  if (Object.hasOwn(speexBands, band)) return speexBands[band];
  const names = Object.keys(speexBands).join(', ');
  throw new SpeexError('bad-setting', `band must be one of ${names}, not ${band}.`);
}
