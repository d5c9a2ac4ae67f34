// Compares sound that came through a call with the original: delay, level, likeness and gaps. Pure; runs in page and Node.
import { medianOf } from '../../load/measure/statistics.ts';
import { findLag } from './correlate.ts';

export interface SoundComparison {
  /** How much later the played sound says the same, in milliseconds. */
  readonly delayMs: number;
  /** Correlation of all the common sound at that delay, -1..1. */
  readonly correlation: number;
  /** Median of the correlations of those short pieces that hold speech, each at its own best delay near the overall one. */
  readonly piecesCorrelation: number;
  /** Energy of the played sound against the original, in dB. */
  readonly levelDb: number;
  /** Seconds of sound that both have at that delay. */
  readonly overlapSeconds: number;
  /** Pieces of 20 ms in which the original is loud and the played sound is silent. */
  readonly gaps: number;
}

/** Speech louder than this must be heard; quieter pieces are breath and pause. */
const loudDb = -32;
/** A piece this far below the original counts as silent. */
const gapDb = 30;
/** Within a piece the delay hardly wanders, and two pieces of different speech are still nothing alike (0.03 as measured). */
const pieceSeconds = 0.3;
/**
 * A jitter buffer stretches and squeezes until its delay fits the way: each piece is looked for this far around the overall
 * delay. On a machine that stutters the delay of one call was seen to go from 250 to 90 ms within its first ten seconds.
 */
const wanderMs = 200;

/**
 * @param original what was said, and @param played what was heard, both at `sampleRateHz` and in -1..1; the played sound
 * must hold at least a second of the original
 */
export function compareSound(
  original: Float32Array,
  played: Float32Array,
  sampleRateHz: number,
): SoundComparison {
  const lag = findLag(original, played);
  const start = Math.max(0, -lag);
  const end = Math.min(original.length, played.length - lag);
  const said = original.subarray(start, end);
  const heard = played.subarray(start + lag, end + lag);
  const likeness: number[] = [];
  const length = Math.round(pieceSeconds * sampleRateHz);
  for (let from = 0; from + length <= said.length; from += length) {
    const piece = said.subarray(from, from + length);
    if (decibels(piece) > loudDb) likeness.push(bestCorrelation(piece, heard, from, sampleRateHz));
  }
  return {
    delayMs: (lag / sampleRateHz) * 1000,
    correlation: correlate(said, heard),
    piecesCorrelation: medianOf(likeness) ?? 0,
    levelDb: decibels(heard) - decibels(said),
    overlapSeconds: said.length / sampleRateHz,
    gaps: countGaps(said, heard, sampleRateHz),
  };
}

function bestCorrelation(
  piece: Float32Array,
  heard: Float32Array,
  from: number,
  sampleRateHz: number,
): number {
  const reach = Math.round((wanderMs / 1000) * sampleRateHz);
  const around = heard.subarray(Math.max(0, from - reach), from + piece.length + reach);
  const lag = Math.max(0, Math.min(around.length - piece.length, findLag(piece, around)));
  return correlate(piece, around.subarray(lag, lag + piece.length));
}

function countGaps(said: Float32Array, heard: Float32Array, sampleRateHz: number): number {
  const length = Math.round(sampleRateHz * 0.02);
  let gaps = 0;
  for (let from = 0; from + length <= said.length; from += length) {
    const level = decibels(said.subarray(from, from + length));
    // A neighbouring piece may hold the sound when the delay wandered a little.
    const near = heard.subarray(Math.max(0, from - length / 2), from + length + length / 2);
    if (level > loudDb && decibels(near) < level - gapDb) gaps += 1;
  }
  return gaps;
}

/** Normalized correlation of two sounds of the same length, -1..1; 0 when either is silent. */
export function correlate(first: Float32Array, second: Float32Array): number {
  let [product, firstEnergy, secondEnergy] = [0, 0, 0];
  for (const [index, value] of first.entries()) {
    const other = second[index] ?? 0;
    product += value * other;
    firstEnergy += value * value;
    secondEnergy += other * other;
  }
  return product === 0 ? 0 : product / Math.sqrt(firstEnergy * secondEnergy);
}

/** Root mean square level in dBFS; -127 for silence. */
export function decibels(samples: Float32Array): number {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  return Math.max(-127, 10 * Math.log10(energy));
}
