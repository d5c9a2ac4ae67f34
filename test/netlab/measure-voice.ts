// The figures of a voice: from what was said, what was heard and what the listener's client counted. Pure.
import { medianOf, percentileOf } from '../../load/measure/statistics.ts';
import { createSpeexDecoder, createSpeexEncoder } from 'speex-wasm';
import { correlate } from '../media/compare-sound.ts';
import { type AlignedWindow, alignVoice } from './align-voice.ts';
import { spectralDistanceDb } from './spectral-distance.ts';
import type { TimedSound } from './timed-sound.ts';
import { findSpokenPieces, heardAgainMs, longestGapMs } from './voice-gaps.ts';

/** Frames of 20 ms that the listener's client counted during the measured time. */
export interface VoiceCounts {
  readonly received: number;
  readonly rebuilt: number;
  readonly lost: number;
  readonly concealed: number;
}

export interface VoiceRecording {
  readonly said: TimedSound;
  readonly heard: TimedSound;
  /** The measured time, in milliseconds since the epoch. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly counts: VoiceCounts;
  /** Packets of voice during the measured time, as both browsers count them. */
  readonly packets: { readonly sent: number; readonly received: number };
  /** When the line was whole again after a cut. */
  readonly restoredAtMs: number | undefined;
  readonly speexModule: WebAssembly.Module;
}

/** Nearness to the original, and how near libspeex alone comes to it: the listener can hear no better than that. */
export interface Fidelity {
  /** Median correlation of the seconds, -1..1. */
  readonly correlation: number;
  readonly spectralDistanceDb: number;
  readonly speexCorrelation: number;
  readonly speexSpectralDistanceDb: number;
}

export interface VoiceFigures {
  /** Share of the frames sent that were neither delivered in time nor rebuilt; null when none was sent. */
  readonly effectiveLoss: number | null;
  /** Made-up frames that were played, against the frames sent. */
  readonly concealedShare: number;
  /** Share of the frames sent that were lost and rebuilt from copies. */
  readonly rebuiltShare: number;
  readonly mouthToEarMs: { readonly p50: number | null; readonly p95: number | null };
  /** How far what was heard is louder or softer than what was said, without sign. */
  readonly levelErrorDb: number | null;
  /** Share of the seconds of speech that were recognized in what was heard. */
  readonly recognizedShare: number;
  readonly longestGapMs: number | null;
  /** From the end of a cut until speech is heard again; null without a cut, or when it never is. */
  readonly backAfterCutMs: number | null;
  readonly fidelity: Fidelity | null;
}

export function measureVoice(recording: VoiceRecording): VoiceFigures {
  const { said, heard, fromMs, toMs, counts, packets, restoredAtMs } = recording;
  const { windows, soughtCount } = alignVoice(said, heard, fromMs, toMs);
  const delays = windows.map(({ delayMs }) => delayMs);
  const pieces = windows.length > 0 ? findSpokenPieces(said, heard, windows, fromMs, toMs) : [];
  // A client does not count what never came while nothing came at all, as in a cut: the sender knows.
  const framesSent = Math.round(packets.sent * framesPerPacket(counts, packets.received));
  const missing = Math.max(counts.lost, framesSent - counts.received, 0);
  const frames = Math.max(1, framesSent, counts.received + counts.lost);
  return {
    effectiveLoss: framesSent + counts.received + counts.lost === 0 ? null : missing / frames,
    concealedShare: Math.min(1, counts.concealed / frames),
    rebuiltShare: counts.rebuilt / frames,
    mouthToEarMs:
      delays.length === 0
        ? { p50: null, p95: null }
        : { p50: percentileOf(delays, 0.5), p95: percentileOf(delays, 0.95) },
    levelErrorDb: windows.length > 0 ? Math.abs(levelDifferenceDb(windows)) : null,
    recognizedShare: windows.length / Math.max(1, soughtCount),
    longestGapMs: pieces.length > 0 ? longestGapMs(pieces) : null,
    backAfterCutMs: restoredAtMs === undefined ? null : (heardAgainMs(pieces, restoredAtMs) ?? null),
    fidelity: windows.length > 0 ? measureFidelity(windows, said.sampleRateHz, recording.speexModule) : null,
  };
}

/** A ratio this near to a whole number is that number, but for the moments at which two browsers were read. */
const wholeWithin = 0.03;

/** New frames in a packet: one to three by the network. Those that only copies brought are not counted. */
function framesPerPacket({ received, rebuilt }: VoiceCounts, packetsReceived: number): number {
  if (packetsReceived === 0) return 1;
  const ratio = (received - rebuilt) / packetsReceived;
  const whole = Math.max(1, Math.round(ratio));
  return Math.abs(ratio - whole) < wholeWithin ? whole : ratio;
}

function levelDifferenceDb(windows: readonly AlignedWindow[]): number {
  const energy = (sounds: readonly Float32Array[]) =>
    sounds.reduce((sum, sound) => sum + sound.reduce((total, sample) => total + sample * sample, 0), 0);
  return 10 * Math.log10(energy(windows.map((w) => w.heard)) / energy(windows.map((w) => w.said)));
}

function measureFidelity(
  windows: readonly AlignedWindow[],
  sampleRateHz: number,
  speexModule: WebAssembly.Module,
): Fidelity {
  const heard = windows.map((window) => compare(window.said, window.heard, sampleRateHz));
  const speex = windows.map(({ said }) => {
    const { coded, delaySamples } = throughSpeex(said, speexModule);
    return compare(said.subarray(0, -delaySamples), coded.subarray(delaySamples), sampleRateHz);
  });
  const median = (values: readonly number[]) => medianOf(values) ?? 0;
  return {
    correlation: median(heard.map(({ correlation }) => correlation)),
    spectralDistanceDb: median(heard.map(({ distanceDb }) => distanceDb)),
    speexCorrelation: median(speex.map(({ correlation }) => correlation)),
    speexSpectralDistanceDb: median(speex.map(({ distanceDb }) => distanceDb)),
  };
}

function compare(said: Float32Array, heard: Float32Array, sampleRateHz: number) {
  return {
    correlation: correlate(said, heard),
    distanceDb: spectralDistanceDb(said, heard, sampleRateHz),
  };
}

/** What libspeex alone, set as the client sets it, makes of a sound, and by how much later. */
function throughSpeex(
  sound: Float32Array,
  speexModule: WebAssembly.Module,
): { coded: Float32Array; delaySamples: number } {
  const encoder = createSpeexEncoder(speexModule);
  const decoder = createSpeexDecoder(speexModule);
  const { frameSamples, delaySamples } = encoder;
  const coded = new Float32Array(sound.length);
  for (let from = 0; from + frameSamples <= sound.length; from += frameSamples) {
    decoder.decode(
      encoder.encode(sound.subarray(from, from + frameSamples)),
      coded.subarray(from, from + frameSamples),
    );
  }
  encoder.close();
  decoder.close();
  return { coded, delaySamples };
}
