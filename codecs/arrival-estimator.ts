// Learns from arrivals how long frames should wait before they are played; the measuring half of voice-jitter-buffer.
import { createDelayHistogram } from './delay-histogram.ts';

export interface ArrivalEstimatorOptions {
  readonly frameMs: number;
  /** Delay before enough is known. */
  readonly delayStartMs: number;
  /** Bounds of the delay that is asked for. */
  readonly delayMinMs: number;
  readonly delayMaxMs: number;
}

export interface ArrivalEstimator {
  /** A frame came; `sequence` never wraps here. */
  observe(sequence: number, nowMs: number): void;
  /** A copy of a frame came, whether the frame itself had come or not. Copies in one packet are told oldest first. */
  observeCopy(sequence: number, nowMs: number): void;
  /** How long ago the frame could have been here at best: its delay if it were played now. Needs an observed frame. */
  delayMs(sequence: number, nowMs: number): number;
  /** Delay at which nearly all frames come in time. */
  targetMs(): number;
  /** The sender paused: what is known of the way's length is void, what is known of its jitter stays. */
  forgetBase(): void;
}

/** Share of the frames that shall come in time. More costs delay on ways with rare outliers, less costs frames. */
const inTimeShare = 0.97;
/**
 * Share of the copies that shall come in time. They are waited for as long as they ride along: those that are needed are too
 * few, and too unevenly spread, to be waited for by the share of frames alone.
 */
const copiesInTimeShare = 0.9;
/** Frames without a copy after which none ride along any more: one second. */
const framesUntilNoCopies = 50;
/** Frames are played at a beat of their own, and each may have to wait for it. */
const marginMs = 10;
/** Weight that an arrival keeps with every later one: half is forgotten after 2.8 s, and a stall of 100 ms changes nothing. */
const memory = 0.995;
/** Arrivals after which the measurement may ask for less than the start delay: one second. */
const arrivalsBeforeTrust = 50;
/**
 * The delay that is asked for falls slowly, 10 ms a second: on ways where it would go up and down, every change is one more
 * stretched sound. What is far too much goes faster, half of it in 1.4 s. Both are per frame.
 */
const fallMs = 0.2;
const fallShare = 0.01;
/** The fastest frame of the last ten blocks of one second is the measure of the others: clocks drift, ways change. */
const blockMs = 1000;
const blocks = 10;

export function createArrivalEstimator(options: ArrivalEstimatorOptions): ArrivalEstimator {
  const { frameMs, delayStartMs, delayMinMs, delayMaxMs } = options;
  const frames = createDelayHistogram(delayMaxMs, memory);
  const copies = createDelayHistogram(delayMaxMs, memory);
  let framesSinceCopy = framesUntilNoCopies;
  /** The newest frame that arrived, as itself or as a copy. */
  let newestCopied = Number.NEGATIVE_INFINITY;
  let arrivals = 0;
  let fastest: { blockStartMs: number; transitMs: number }[] = [];
  let baseMs = 0;
  let wantedMs = delayStartMs;

  const updateBase = (transitMs: number, nowMs: number) => {
    const earlierMs = fastest.length > 0 ? baseMs : Number.POSITIVE_INFINITY;
    const last = fastest.at(-1);
    if (last && nowMs - last.blockStartMs < blockMs) last.transitMs = Math.min(last.transitMs, transitMs);
    else fastest = [...fastest, { blockStartMs: nowMs, transitMs }].slice(-blocks);
    baseMs = Math.min(...fastest.map((block) => block.transitMs));
    if (baseMs > earlierMs) forgetDetour(baseMs - earlierMs);
  };

  /** The way has been longer for a while: what was held for delay is its length. */
  const forgetDetour = (longerMs: number) => {
    frames.shorten(longerMs);
    copies.shorten(longerMs);
    wantedMs -= longerMs;
  };

  const measuredMs = () => {
    const copiesMs = framesSinceCopy < framesUntilNoCopies ? copies.belowMs(copiesInTimeShare) : 0;
    return Math.max(frames.belowMs(inTimeShare), copiesMs) + marginMs;
  };

  const nextWantedMs = (neededMs: number) => {
    if (arrivals < arrivalsBeforeTrust) return Math.max(delayStartMs, neededMs);
    if (arrivals === arrivalsBeforeTrust) return neededMs;
    return Math.max(neededMs, wantedMs - Math.max(fallMs, fallShare * (wantedMs - neededMs)));
  };

  return {
    observe(sequence, nowMs) {
      const transitMs = nowMs - sequence * frameMs;
      updateBase(transitMs, nowMs);
      frames.add(transitMs - baseMs);
      arrivals += 1;
      framesSinceCopy += 1;
      wantedMs = nextWantedMs(measuredMs());
    },
    observeCopy(sequence, nowMs) {
      framesSinceCopy = 0;
      // A second copy of a frame comes later than the first one; it is for those who had to do without that one.
      const isFirst = sequence > newestCopied;
      newestCopied = Math.max(newestCopied, sequence);
      if (isFirst && fastest.length > 0) copies.add(nowMs - sequence * frameMs - baseMs);
    },
    delayMs: (sequence, nowMs) => nowMs - sequence * frameMs - baseMs,
    targetMs: () => Math.min(delayMaxMs, Math.max(delayMinMs, wantedMs)),
    forgetBase() {
      fastest = [];
      newestCopied = Number.NEGATIVE_INFINITY;
    },
  };
}
