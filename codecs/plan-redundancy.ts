// How many copies of earlier frames ride along in each voice packet; asked by sender, receiver and server alike, so that
// all three agree on when a loss is worth a word.

interface Step {
  /** Share of lost frames from which this many copies are sent. */
  readonly fromLoss: number;
  /** Below this share they are given up again. A step is not left at the loss that began it, or it would flicker. */
  readonly untilLoss: number;
}

/**
 * Step n sends n copies, each a frame older. Loss p that strikes at random leaves p^(n+1): 0.25 % of 5 %, 0.1 % of 10 %.
 * More than three would answer congestion with more load, and add 20 ms of delay each.
 */
const steps: readonly Step[] = [
  { fromLoss: 0.03, untilLoss: 0.015 },
  { fromLoss: 0.08, untilLoss: 0.05 },
  { fromLoss: 0.15, untilLoss: 0.1 },
];

/**
 * @param lossRatio share of the frames that would be missing without copies, 0..1
 * @param current copies that ride along now
 * @returns copies that shall ride along, 0..3
 */
export function planRedundancy(lossRatio: number, current: number): number {
  const wanted = steps.filter(({ fromLoss }) => lossRatio >= fromLoss).length;
  if (wanted >= current) return wanted;
  const kept = steps.filter(({ untilLoss }) => lossRatio >= untilLoss).length;
  return Math.min(current, kept);
}
