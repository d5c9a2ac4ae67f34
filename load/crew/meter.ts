// What a process of the crew counts between two collections, and the clock by which it does. One per process.
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { DelayHistogram } from '../measure/delay-histogram.ts';
import { SequenceWatch } from '../measure/sequence-watch.ts';
import { StallWatch } from '../measure/stall-watch.ts';
import type { MediaTally, Tally } from '../measure/tally.ts';
import { nowMs } from '../../peers/media/stamp.ts';

/** A stream that is to flow and brings nothing for this long counts as silent: a resting voice says a word each second. */
const silenceMs = 4000;

/** One stream at one listener. */
export class StreamMeter {
  readonly sequence: SequenceWatch;
  /** Whether something is missing when nothing comes. */
  readonly isExpected: boolean;
  lastAtMs: number;

  constructor(modulo: number, isExpected: boolean, atMs: number) {
    this.sequence = new SequenceWatch(modulo);
    this.isExpected = isExpected;
    this.lastAtMs = atMs;
  }
}

/** Voices, or pictures. */
export class MediaMeter {
  readonly delays = new DelayHistogram();
  readonly streams = new Set<StreamMeter>();
  sent = 0;
  frames = 0;
  broken = 0;

  collect(atMs: number): MediaTally {
    const tally: MediaTally = {
      sent: this.sent,
      received: 0,
      expected: 0,
      frames: this.frames,
      broken: this.broken,
      silent: 0,
      delays: this.delays.parts(),
    };
    for (const { sequence, isExpected, lastAtMs } of this.streams) {
      const { expected, received } = sequence.drain();
      tally.expected += expected;
      tally.received += received;
      if (isExpected && atMs - lastAtMs > silenceMs) tally.silent += 1;
    }
    this.delays.clear();
    [this.sent, this.frames, this.broken] = [0, 0, 0];
    return tally;
  }
}

export class Meter {
  readonly voice = new MediaMeter();
  readonly video = new MediaMeter();
  readonly #lateness = new DelayHistogram();
  readonly #stalls = new StallWatch();
  #utilization: EventLoopUtilization = performance.eventLoopUtilization();
  #disconnects = 0;
  /** What is added to this process's clock, so that it shows the coordinator's time. */
  offsetMs = 0;

  /** Milliseconds on the clock that the whole crew shares. */
  nowMs(): number {
    return nowMs() + this.offsetMs;
  }

  /** Something was sent so long after it was due. */
  late(ms: number): void {
    this.#lateness.add(ms);
  }

  /** The process does something: to be said at every beat and for everything that comes in. @param atMs on this clock */
  sign(atMs: number): void {
    this.#stalls.sign(atMs);
  }

  /**
   * How long something was under way, in milliseconds, less the time for which this process itself stood still.
   * @param sentAtMs @param atMs both on this clock
   */
  delayMs(sentAtMs: number, atMs: number): number {
    return atMs - sentAtMs - this.#stalls.duringMs(sentAtMs, atMs);
  }

  disconnected(): void {
    this.#disconnects += 1;
  }

  /** What happened since the last time. */
  collect(): Tally {
    const atMs = this.nowMs();
    const utilization = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(utilization, this.#utilization).utilization;
    const tally: Tally = {
      voice: this.voice.collect(atMs),
      video: this.video.collect(atMs),
      lateness: this.#lateness.parts(),
      busy,
      stalledMs: this.#stalls.drainMs(),
      disconnects: this.#disconnects,
    };
    this.#lateness.clear();
    this.#utilization = utilization;
    this.#disconnects = 0;
    return tally;
  }
}
