// What was sent and what arrived in some stretch of time, in a form that is sent between processes and added up. Pure.
import { DelayHistogram, type HistogramParts } from './delay-histogram.ts';

/** Of voices, or of pictures: packets of H.264, whole messages of JPEG. */
export interface MediaTally {
  /** By publishers, once however many receive it. */
  sent: number;
  /** By listeners, all of them together. */
  received: number;
  /** What listeners would have received without loss. */
  expected: number;
  /** Whole frames that arrived: of voice, or pictures. */
  frames: number;
  /** Frames, of those that were looked at, that cannot be decoded. */
  broken: number;
  /** Streams that are to flow and brought nothing for seconds. */
  silent: number;
  delays: HistogramParts;
}

/** Of one process and about a second. */
export interface Tally {
  readonly voice: MediaTally;
  readonly video: MediaTally;
  /** How late the process came to send what was due, in milliseconds. */
  readonly lateness: HistogramParts;
  /** Share of the time in which its thread was busy, 0..1. */
  readonly busy: number;
  /** How long its thread stood still, in milliseconds; already taken off the delays of what it received. */
  readonly stalledMs: number;
  /** Connections to the server that broke. */
  readonly disconnects: number;
}

export function emptyMediaTally(): MediaTally {
  return { sent: 0, received: 0, expected: 0, frames: 0, broken: 0, silent: 0, delays: [] };
}

export function emptyTally(): Tally {
  return {
    voice: emptyMediaTally(),
    video: emptyMediaTally(),
    lateness: [],
    busy: 0,
    stalledMs: 0,
    disconnects: 0,
  };
}

/**
 * Several tallies as one: counts are added, the busiest process, the longest stall and the most silent moment count.
 * @param together whether they are of the same stretch of time, so that silent streams are different ones
 */
export function sumTallies(tallies: readonly Tally[], together: boolean): Tally {
  const stalls = tallies.map(({ stalledMs }) => stalledMs);
  return {
    voice: sumMedia(
      tallies.map(({ voice }) => voice),
      together,
    ),
    video: sumMedia(
      tallies.map(({ video }) => video),
      together,
    ),
    lateness: mergeParts(tallies.map(({ lateness }) => lateness)),
    busy: tallies.reduce((most, { busy }) => Math.max(most, busy), 0),
    stalledMs: together ? Math.max(0, ...stalls) : sum(stalls),
    disconnects: sum(tallies.map(({ disconnects }) => disconnects)),
  };
}

function sumMedia(tallies: readonly MediaTally[], together: boolean): MediaTally {
  const silents = tallies.map(({ silent }) => silent);
  return {
    sent: sum(tallies.map(({ sent }) => sent)),
    received: sum(tallies.map(({ received }) => received)),
    expected: sum(tallies.map(({ expected }) => expected)),
    frames: sum(tallies.map(({ frames }) => frames)),
    broken: sum(tallies.map(({ broken }) => broken)),
    silent: together ? sum(silents) : Math.max(0, ...silents),
    delays: mergeParts(tallies.map(({ delays }) => delays)),
  };
}

/** Share of what should have arrived that did not, 0..1; 0 when nothing should have. */
export function lossRatio({ expected, received }: Pick<MediaTally, 'expected' | 'received'>): number {
  return expected === 0 ? 0 : Math.max(0, expected - received) / expected;
}

export function delayBelowMs(parts: HistogramParts, share: number): number | undefined {
  const histogram = new DelayHistogram();
  histogram.merge(parts);
  return histogram.belowMs(share);
}

function mergeParts(all: readonly HistogramParts[]): HistogramParts {
  const histogram = new DelayHistogram();
  for (const parts of all) histogram.merge(parts);
  return histogram.parts();
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
