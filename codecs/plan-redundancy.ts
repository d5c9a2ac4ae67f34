// How many copies of earlier frames ride along in each voice packet, and how old they are; asked by sender, receiver and
// server alike, so that all three agree on when a loss is worth a word.
import type { VoiceLoss } from '../protocol/media/voice-loss.ts';

export interface Redundancy {
  /** How often each frame is sent again, 0..3. */
  readonly copies: number;
  /** A frame is sent again this many packets later, and then every so many, 1..4. */
  readonly offset: number;
}

export const noRedundancy: Redundancy = { copies: 0, offset: 1 };

interface Step {
  /** Share of lost frames from which this many copies are sent. */
  readonly fromLoss: number;
  /** Below this share they are given up again. A step is not left at the loss that began it, or it would flicker. */
  readonly untilLoss: number;
}

/**
 * Step n sends n copies. Loss p that strikes at random leaves p^(n+1): 0.25 % of 5 %, 0.1 % of 10 %. More than three would
 * answer congestion with more load.
 */
const steps: readonly Step[] = [
  { fromLoss: 0.03, untilLoss: 0.015 },
  { fromLoss: 0.08, untilLoss: 0.05 },
  { fromLoss: 0.15, untilLoss: 0.1 },
];

/**
 * Losses that strike at random come 1 / (1 - p) in a row. From this many times as much on they are bursts, and the copy of a
 * frame waits until the burst that took the frame is probably over; it stays so until there is hardly a difference.
 */
const burst = { from: 1.5, until: 1.25 } as const;
/** How far behind a copy rides, in bursts. The rest of a burst is as long as the burst; half as much again outlives most. */
const offsetBursts = 1.5;
/** More would add more delay than a conversation bears. */
const offset = { min: 2, max: 4 } as const;
/** How far the offset may be from the one that fits best before it is changed. */
const offsetTolerance = { above: 0.5, below: 1.5 } as const;

/** @param current what rides along now */
export function planRedundancy(loss: VoiceLoss, current: Redundancy): Redundancy {
  const copies = planCopies(loss.lossRatio, current.copies);
  return copies === 0 ? noRedundancy : { copies, offset: planOffset(loss, current.offset) };
}

export function isSameRedundancy(one: Redundancy, other: Redundancy): boolean {
  return one.copies === other.copies && one.offset === other.offset;
}

function planCopies(lossRatio: number, current: number): number {
  const wanted = steps.filter(({ fromLoss }) => lossRatio >= fromLoss).length;
  if (wanted >= current) return wanted;
  const kept = steps.filter(({ untilLoss }) => lossRatio >= untilLoss).length;
  return Math.min(current, kept);
}

function planOffset({ lossRatio, burstPackets }: VoiceLoss, current: number): number {
  const timesRandom = burstPackets * (1 - lossRatio);
  if (timesRandom < (current > 1 ? burst.until : burst.from)) return 1;
  const fitting = offsetBursts * burstPackets;
  const isClose = fitting <= current + offsetTolerance.above && fitting > current - offsetTolerance.below;
  if (current > 1 && isClose) return current;
  return Math.min(offset.max, Math.max(offset.min, Math.ceil(fitting)));
}
