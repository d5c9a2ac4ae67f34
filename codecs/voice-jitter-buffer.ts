// Puts received voice frames in order and hands one out per beat of the sound card; used by the client's playback
// worklet and the load tester. Knows nothing of codecs and clocks: frames are bytes, time is passed in.
import { createArrivalEstimator } from './arrival-estimator.ts';
import { createFrameNumbers, type NumberedFrame } from './frame-numbers.ts';

/** What to play for the next 20 ms. */
export type VoiceTake =
  /** `surplusMs`: how much later than wanted it is played (negative: earlier), for those who can stretch it. */
  | { readonly kind: 'frame'; readonly bytes: Uint8Array; readonly surplusMs: number }
  /** A frame is missing, or one is put in to gain delay: conceal. */
  | { readonly kind: 'lost' }
  /** The sender said that the voice rests: the noise of its background. */
  | { readonly kind: 'rest' }
  /** The sender sends nothing, or too few frames are here to begin: silence. */
  | { readonly kind: 'wait' };

/** Counts since the start, in frames. */
export interface VoiceJitterStats {
  /** Frames that came, each counted once. */
  readonly received: number;
  /** Frames that were played and had come in time only because a copy rode along in a later packet. */
  readonly rebuilt: number;
  /** Frames that were not here when they should have been played; some of them came later and count as `late` too. */
  readonly lost: number;
  /** How often one or more frames in a row did not come by themselves, but lost or rebuilt; bursts make these runs long. */
  readonly lossRuns: number;
  /** Answers of kind `lost`: for lost frames, and to gain delay. */
  readonly concealed: number;
  /** Frames that came when their time was over. */
  readonly late: number;
  /** Copies of frames that had come before. */
  readonly duplicated: number;
  /** Frames that were here and left out, to lose delay. */
  readonly dropped: number;
  /** How much later the last frame was played than the fastest way would have allowed. */
  readonly delayMs: number;
  /** The delay that the buffer steers to. */
  readonly targetMs: number;
}

export interface VoiceJitterBuffer {
  /**
   * Takes in a received frame.
   * @param sequence 0..65535, one more per frame, then 0 again
   * @param frame kept as it is until it is taken
   * @param nowMs on any clock that never goes back, the same for `take`
   * @param isCopy whether the sender has sent the same frame in an earlier packet
   */
  insert(sequence: number, frame: Uint8Array, nowMs: number, isCopy?: boolean): void;
  /** To be called whenever the sound of the last answer is over: 20 ms later, or as long as it was stretched to. */
  take(nowMs: number): VoiceTake;
  stats(): VoiceJitterStats;
}

export interface VoiceJitterOptions {
  readonly delayStartMs: number;
  readonly delayMinMs: number;
  /** Frames that would be played later than this are left out, as long as newer ones are here. */
  readonly delayMaxMs: number;
  /** Whether a frame is hardly heard, so that leaving it out is not either. */
  readonly isSilence: (frame: Uint8Array) => boolean;
  /** Whether the caller stretches frames by their `surplusMs`; whole ones are then put in and left out only in need. */
  readonly canStretch: boolean;
}

interface HeldFrame {
  readonly bytes: Uint8Array;
  /** Only a copy of it has come so far. */
  isCopy: boolean;
}

const frameMs = 20;
/** Frames held at most when none is taken. */
const framesMax = 64;
/** A voice that rests is heard of every second (plan-rest); after this long without a word its noise is over. */
const restMaxMs = 1400;
/** Frames that are concealed when nothing comes any more (100 ms); what is made up sounds wrong for longer. */
const underrunConcealedMax = 5;
/** Pause between two frames left out during speech; in silence consecutive frames may be left out. */
const shrinkPauseMs = 500;
/** Pause between two frames put in. */
const growPauseMs = 100;
/** How far the delay may be off before whole frames are put in or left out. */
const toleranceMs = { whole: frameMs, stretching: 60 } as const;

const defaults: VoiceJitterOptions = {
  delayStartMs: 60,
  delayMinMs: 30,
  delayMaxMs: 400,
  isSilence: (frame) => frame.length === 0,
  canStretch: false,
};

export function createVoiceJitterBuffer(wanted: Partial<VoiceJitterOptions> = {}): VoiceJitterBuffer {
  const options = { ...defaults, ...wanted };
  const arrivals = createArrivalEstimator({ frameMs, ...options });
  const offMaxMs = options.canStretch ? toleranceMs.stretching : toleranceMs.whole;
  const numbers = createFrameNumbers<HeldFrame>();
  /** Those that wait to be played, by their number. */
  const frames = new Map<number, HeldFrame>();
  /** The number to play next; undefined before the first frame. */
  let next: number | undefined;
  let isPlaying = false;
  let underrun = 0;
  /** When the frame was taken that said the voice rests; undefined while it speaks. */
  let restingSinceMs: number | undefined;
  /** Whether the last frame did not come by itself. */
  let isLosing = false;
  let adjustedAtMs = Number.NEGATIVE_INFINITY;
  const counts = {
    received: 0,
    rebuilt: 0,
    lost: 0,
    lossRuns: 0,
    concealed: 0,
    late: 0,
    duplicated: 0,
    dropped: 0,
    delayMs: 0,
  };

  function accept({ number, frame, earlier }: NumberedFrame<HeldFrame>, nowMs: number): void {
    if (earlier > 0) counts.duplicated += 1;
    else acceptNew(number, frame, nowMs);
    const held = frames.get(number);
    if (held) held.isCopy &&= frame.isCopy;
    if (frame.isCopy) arrivals.observeCopy(number, nowMs);
  }

  function acceptNew(number: number, frame: HeldFrame, nowMs: number): void {
    counts.received += 1;
    arrivals.observe(number, nowMs);
    if (next !== undefined && number < next) {
      counts.late += 1;
      return;
    }
    frames.set(number, frame);
    if (frames.size > framesMax) drop(oldest());
  }

  function beginAnew(): void {
    frames.clear();
    arrivals.forgetBase();
    next = undefined;
    isPlaying = false;
    underrun = 0;
  }

  function oldest(): number {
    return Math.min(...frames.keys());
  }

  function drop(number: number): void {
    if (frames.delete(number)) counts.dropped += 1;
  }

  /** Goes on at the frame whose delay is the target's; what is older would only add delay. */
  function jumpToTarget(nowMs: number): void {
    const latestStart = [...frames.keys()]
      .toSorted((left, right) => left - right)
      .find((number) => arrivals.delayMs(number, nowMs) < arrivals.targetMs() + frameMs);
    next = latestStart ?? numbers.newest();
    for (const number of frames.keys()) if (number < next) drop(number);
  }

  function begin(nowMs: number): boolean {
    if (frames.size === 0 || arrivals.delayMs(oldest(), nowMs) < arrivals.targetMs()) return false;
    jumpToTarget(nowMs);
    isPlaying = true;
    return true;
  }

  function countRun(cameByItself: boolean): void {
    if (!cameByItself && !isLosing) counts.lossRuns += 1;
    isLosing = !cameByItself;
  }

  function conceal(): VoiceTake {
    counts.concealed += 1;
    return { kind: 'lost' };
  }

  /** Nothing is here to play: the sound is stretched, and when still nothing comes the sender has paused. */
  function takeFromNothing(nowMs: number): VoiceTake {
    underrun += 1;
    if (restingSinceMs === undefined && underrun <= underrunConcealedMax) return conceal();
    isPlaying = false;
    underrun = 0;
    arrivals.forgetBase();
    return pause(nowMs);
  }

  function pause(nowMs: number): VoiceTake {
    const rests = restingSinceMs !== undefined && nowMs - restingSinceMs <= restMaxMs;
    return { kind: rests ? 'rest' : 'wait' };
  }

  /** Later frames are here: this one is lost, unless the stretching before has already filled its place. */
  function takeFromGap(number: number): VoiceTake | undefined {
    counts.lost += 1;
    countRun(false);
    next = number + 1;
    if (underrun === 0) return conceal();
    underrun -= 1;
    return undefined;
  }

  function takeFrame(number: number, frame: HeldFrame, nowMs: number): VoiceTake | undefined {
    underrun = 0;
    restingSinceMs = frame.bytes.length === 0 ? nowMs : undefined;
    const surplusMs = counts.delayMs - arrivals.targetMs();
    const pauseMs = nowMs - adjustedAtMs;
    if (surplusMs < -offMaxMs && pauseMs >= growPauseMs) {
      adjustedAtMs = nowMs;
      return conceal();
    }
    next = number + 1;
    const mayShrink = pauseMs >= shrinkPauseMs || options.isSilence(frame.bytes);
    if (surplusMs > offMaxMs && mayShrink && frames.has(number + 1)) {
      adjustedAtMs = nowMs;
      drop(number);
      return undefined;
    }
    frames.delete(number);
    if (frame.isCopy) counts.rebuilt += 1;
    countRun(!frame.isCopy);
    return { kind: 'frame', bytes: frame.bytes, surplusMs };
  }

  return {
    insert(sequence, bytes, nowMs, isCopy = false) {
      const { beganAnew, frames } = numbers.receive(sequence, { bytes, isCopy }, isPlaying);
      if (beganAnew) beginAnew();
      for (const frame of frames) accept(frame, nowMs);
    },
    take(nowMs) {
      if (!isPlaying && !begin(nowMs)) return pause(nowMs);
      for (;;) {
        if (frames.size === 0) return takeFromNothing(nowMs);
        if (arrivals.delayMs(next ?? oldest(), nowMs) > options.delayMaxMs) jumpToTarget(nowMs);
        const number = next ?? oldest();
        counts.delayMs = arrivals.delayMs(number, nowMs);
        const frame = frames.get(number);
        const taken = frame ? takeFrame(number, frame, nowMs) : takeFromGap(number);
        if (taken) return taken;
      }
    },
    stats: () => ({ ...counts, targetMs: arrivals.targetMs() }),
  };
}
