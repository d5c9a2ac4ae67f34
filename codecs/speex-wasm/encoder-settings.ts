// What an encoder can be told, what it does when told nothing, and which wishes contradict each other.
import { requireBand, type SpeexBand } from './speex-band.ts';
import { SpeexError } from './speex-error.ts';

export interface SpeexEncoderSettings {
  /** Sampling rate and frame length; cannot be changed later. */
  readonly band: SpeexBand;
  /** 0 (wideband 4 kbit/s) to 10 (42 kbit/s), whole, while neither `vbr` nor `abrBitsPerSecond` is on. */
  readonly quality: number;
  /** 0 to 10, whole: how long the encoder searches. Each step costs time; above 4 it gains little. */
  readonly complexity: number;
  /** Every frame gets the bits that it needs for `vbrQuality`. */
  readonly vbr: boolean;
  /** 0 to 10, also fractions; for `vbr`. */
  readonly vbrQuality: number;
  /** Upper bound of the bitrate with `vbr` or `abrBitsPerSecond`; 0: none. */
  readonly vbrMaxBitsPerSecond: number;
  /** Average bitrate that the encoder steers to, 2,000 to 50,000; 0: off. Not together with `vbr`. */
  readonly abrBitsPerSecond: number;
  /** Silence gets few bits; `vbr` and `abrBitsPerSecond` include it. */
  readonly vad: boolean;
  /** Lasting silence gets no packets; needs `vad`, `vbr` or `abrBitsPerSecond`. */
  readonly dtx: boolean;
  /** 0 to 100, whole: the loss to expect. More makes lost frames hurt less and sound a little worse. */
  readonly packetLossPercent: number;
  /** Removes what lies below the voice, such as hum. */
  readonly highpass: boolean;
}

/** Everything but the band can change between two frames. */
export type SpeexEncoderChanges = Partial<Omit<SpeexEncoderSettings, 'band'>>;

/** libspeex's own defaults, at the wideband rate; complexity 3 is `speexenc`'s. */
export const speexEncoderDefaults: SpeexEncoderSettings = {
  band: 'wideband',
  quality: 8,
  complexity: 3,
  vbr: false,
  vbrQuality: 8,
  vbrMaxBitsPerSecond: 0,
  abrBitsPerSecond: 0,
  vad: false,
  dtx: false,
  packetLossPercent: 2,
  highpass: true,
};

/**
 * The given settings over the defaults.
 * @throws SpeexError `bad-setting`, naming the setting, its value and what is allowed
 */
export function completeSettings(
  wanted: Partial<SpeexEncoderSettings>,
  base: SpeexEncoderSettings = speexEncoderDefaults,
): SpeexEncoderSettings {
  const settings = { ...base, ...wanted };
  requireBand(settings.band);
  for (const name of ['quality', 'complexity'] as const) requireWhole(name, settings[name], 10);
  requireWhole('packetLossPercent', settings.packetLossPercent, 100);
  // libspeex looks this one up in a table without a check of its own.
  requireRange('vbrQuality', settings.vbrQuality, 0, 10);
  if (settings.abrBitsPerSecond !== 0) requireBitrate('abrBitsPerSecond', settings.abrBitsPerSecond);
  if (settings.vbrMaxBitsPerSecond !== 0) requireBitrate('vbrMaxBitsPerSecond', settings.vbrMaxBitsPerSecond);
  for (const name of ['vbr', 'vad', 'dtx', 'highpass'] as const) requireBoolean(name, settings[name]);
  requireAgreement(settings);
  return settings;
}

function requireAgreement({
  vbr,
  abrBitsPerSecond,
  vbrMaxBitsPerSecond,
  vad,
  dtx,
}: SpeexEncoderSettings): void {
  const isVariable = vbr || abrBitsPerSecond !== 0;
  if (vbr && abrBitsPerSecond !== 0) {
    throw new SpeexError('bad-setting', 'vbr and abrBitsPerSecond exclude each other: switch one off.');
  }
  if (dtx && !vad && !isVariable) {
    throw new SpeexError('bad-setting', 'dtx needs vad, vbr or abrBitsPerSecond: switch one on.');
  }
  if (vbrMaxBitsPerSecond !== 0 && !isVariable) {
    throw new SpeexError('bad-setting', 'vbrMaxBitsPerSecond needs vbr or abrBitsPerSecond: switch one on.');
  }
}

function requireWhole(name: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw new SpeexError(
    'bad-setting',
    `${name} must be a whole number from 0 to ${max}, not ${String(value)}.`,
  );
}

function requireRange(name: string, value: number, min: number, max: number): void {
  if (typeof value === 'number' && value >= min && value <= max) return;
  throw new SpeexError(
    'bad-setting',
    `${name} must be a number from ${min} to ${max}, not ${String(value)}.`,
  );
}

function requireBitrate(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 2000 && value <= 50_000) return;
  throw new SpeexError(
    'bad-setting',
    `${name} must be 0 or a whole number from 2000 to 50000, not ${String(value)}.`,
  );
}

function requireBoolean(name: string, value: boolean): void {
  if (typeof value === 'boolean') return;
  throw new SpeexError('bad-setting', `${name} must be true or false, not ${String(value)}.`);
}
