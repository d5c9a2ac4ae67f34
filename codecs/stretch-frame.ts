// Makes a piece of decoded voice shorter or longer by one period of its own, without changing its pitch; asked by
// voice-player, so that the delay can follow the network during speech.
import { soundLevelDb } from './sound-level.ts';

/** Shortest and longest piece that is taken out or put in: 2.5 to 10 ms at 16 kHz, the periods of voices of 100 to 400 Hz. */
const lagMin = 40;
const lagMax = 160;
/** Two neighbouring periods that are less alike than this are left alone: an unvoiced sound or one that changes. */
const likenessMin = 0.8;
/** Quieter pieces may be cut anywhere. */
const quietDb = -55;

/**
 * @param sound at least 320 samples in -1..1, left as they are
 * @param change samples to take out (negative) or to put in; the period that fits best is never longer than that
 * @returns the changed sound; `sound` itself when no period fits
 */
export function stretchFrame(sound: Float32Array, change: number): Float32Array {
  const lag = findPeriod(sound, Math.min(lagMax, Math.abs(change)));
  if (lag === undefined) return sound;
  return change < 0 ? withoutPeriod(sound, lag) : withPeriodTwice(sound, lag);
}

function findPeriod(sound: Float32Array, longest: number): number | undefined {
  if (longest < lagMin) return undefined;
  if (soundLevelDb(sound) < quietDb) return Math.floor(longest);
  let [best, bestLikeness] = [lagMin, -1];
  for (let lag = lagMin; lag <= longest; lag += 1) {
    const likeness = likenessAt(sound, lag);
    if (likeness > bestLikeness) [best, bestLikeness] = [lag, likeness];
  }
  return bestLikeness >= likenessMin ? best : undefined;
}

/** Normalized correlation, -1..1, of the first `lag` samples with those that follow. */
function likenessAt(sound: Float32Array, lag: number): number {
  let [product, energy, nextEnergy] = [0, 0, 0];
  for (let index = 0; index < lag; index += 1) {
    const sample = sound[index] ?? 0;
    const next = sound[index + lag] ?? 0;
    product += sample * next;
    energy += sample * sample;
    nextEnergy += next * next;
  }
  return product / Math.max(Number.EPSILON, Math.sqrt(energy * nextEnergy));
}

/** The first two periods melt into one, which begins as the first and ends as the second. */
function withoutPeriod(sound: Float32Array, lag: number): Float32Array {
  const shorter = sound.slice(lag);
  for (let index = 0; index < lag; index += 1) {
    const share = index / lag;
    shorter[index] = (1 - share) * (sound[index] ?? 0) + share * (sound[index + lag] ?? 0);
  }
  return shorter;
}

/** Between the first period and the second comes one that begins as the second and ends as the first. */
function withPeriodTwice(sound: Float32Array, lag: number): Float32Array {
  const longer = new Float32Array(sound.length + lag);
  longer.set(sound.subarray(0, lag));
  longer.set(sound.subarray(lag), 2 * lag);
  for (let index = 0; index < lag; index += 1) {
    const share = index / lag;
    longer[lag + index] = (1 - share) * (sound[lag + index] ?? 0) + share * (sound[index] ?? 0);
  }
  return longer;
}
