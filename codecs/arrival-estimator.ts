// Learns from arrivals how long frames should wait before they are played; the measuring half of voice-jitter-buffer.

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
  /** How long ago the frame could have been here at best: its delay if it were played now. Needs an observed frame. */
  delayMs(sequence: number, nowMs: number): number;
  /** Delay at which nearly all frames come in time. */
  targetMs(): number;
  /** The sender paused: what is known of the way's length is void, what is known of its jitter stays. */
  forgetBase(): void;
}

/** Share of the frames that shall come in time. More costs delay on ways with rare outliers, less costs frames. */
const inTimeShare = 0.97;
/** Frames are played at a beat of their own, and each may have to wait for it. */
const marginMs = 10;
/** Weight that an arrival keeps with every later one: half is forgotten after 1.4 s, a single burst after 7 s. */
const memory = 0.99;
/** Arrivals after which the measurement may ask for less than the start delay: one second. */
const arrivalsBeforeTrust = 50;
const bucketMs = 5;
/** The fastest frame of the last ten blocks of one second is the measure of the others: clocks drift, ways change. */
const blockMs = 1000;
const blocks = 10;

export function createArrivalEstimator(options: ArrivalEstimatorOptions): ArrivalEstimator {
  const { frameMs, delayStartMs, delayMinMs, delayMaxMs } = options;
  const buckets = new Float64Array(Math.ceil(delayMaxMs / bucketMs) + 1);
  let total = 0;
  let arrivals = 0;
  let fastest: { blockStartMs: number; transitMs: number }[] = [];
  let baseMs = 0;

  const updateBase = (transitMs: number, nowMs: number) => {
    const last = fastest.at(-1);
    if (last && nowMs - last.blockStartMs < blockMs) last.transitMs = Math.min(last.transitMs, transitMs);
    else fastest = [...fastest, { blockStartMs: nowMs, transitMs }].slice(-blocks);
    baseMs = Math.min(...fastest.map((block) => block.transitMs));
  };

  const measuredMs = () => {
    let counted = 0;
    const wanted = inTimeShare * total;
    const index = buckets.findIndex((weight) => (counted += weight) >= wanted);
    return (index === -1 ? buckets.length : index + 1) * bucketMs + marginMs;
  };

  return {
    observe(sequence, nowMs) {
      const transitMs = nowMs - sequence * frameMs;
      updateBase(transitMs, nowMs);
      for (const [index, weight] of buckets.entries()) buckets[index] = weight * memory;
      const index = Math.min(buckets.length - 1, Math.floor((transitMs - baseMs) / bucketMs));
      buckets[index] = (buckets[index] ?? 0) + 1;
      total = total * memory + 1;
      arrivals += 1;
    },
    delayMs: (sequence, nowMs) => nowMs - sequence * frameMs - baseMs,
    targetMs() {
      const wantedMs = arrivals < arrivalsBeforeTrust ? Math.max(delayStartMs, measuredMs()) : measuredMs();
      return Math.min(delayMaxMs, Math.max(delayMinMs, wantedMs));
    },
    forgetBase() {
      fastest = [];
    },
  };
}
