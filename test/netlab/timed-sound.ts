// Recorded sound with a clock: when, by the machine's time, each sample was taken in or given out. Pure.
import type { TappedSound } from '../media/sound-tap.ts';

export interface TimedSound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
  /** Milliseconds since the epoch. */
  timeOf(sample: number): number;
  /** The sample of a time, which may lie before the first or after the last one. */
  sampleAt(timeMs: number): number;
}

const pieceSamples = 128;
/** Half a second: the message that was fastest among so many tells the time of all of them. */
const blockPieces = 62;

/**
 * A page's sound is not quite steady on a busy machine, so its clock is read anew around every moment: of the messages
 * within some three quarters of a second the fastest one counts.
 */
export function timeSound({ sampleRateHz, samples, startedAtMs, startsAtMs }: TappedSound): TimedSound {
  const blocks = Array.from({ length: Math.ceil(startsAtMs.length / blockPieces) }, (_, block) =>
    startsAtMs.subarray(block * blockPieces, (block + 1) * blockPieces).reduce((a, b) => Math.min(a, b)),
  );
  const startAround = (sample: number) => {
    const block = Math.floor(sample / pieceSamples / blockPieces);
    const around = blocks.slice(Math.max(0, block - 1), block + 2);
    return around.length === 0 ? startedAtMs : Math.min(...around);
  };
  const timeOf = (sample: number) => startAround(sample) + (sample / sampleRateHz) * 1000;
  return {
    sampleRateHz,
    samples,
    timeOf,
    sampleAt(timeMs) {
      const guess = ((timeMs - startedAtMs) / 1000) * sampleRateHz;
      return Math.round(((timeMs - startAround(guess)) / 1000) * sampleRateHz);
    },
  };
}
