// How far the clock of another machine is from this one's. Asked by crew for every process that is not of this machine.
import { nowMs } from '../../peers/media/stamp.ts';

const samples = 8;

export interface ClockEstimate {
  /** What is to be added to the other clock, so that it shows this machine's time. */
  readonly offsetMs: number;
  /** The offset is wrong by no more than this: half of the quickest answer's time. */
  readonly errorMs: number;
}

/** The quickest of some answers counts. @param ask for the other clock's time in milliseconds @param now this machine's */
export async function estimateClock(
  ask: () => Promise<number>,
  now: () => number = nowMs,
): Promise<ClockEstimate> {
  let best: ClockEstimate = { offsetMs: 0, errorMs: Number.POSITIVE_INFINITY };
  for (let sample = 0; sample < samples; sample += 1) {
    const beganMs = now();
    const atMs = await ask();
    const endedMs = now();
    const errorMs = (endedMs - beganMs) / 2;
    if (errorMs < best.errorMs) best = { offsetMs: (beganMs + endedMs) / 2 - atMs, errorMs };
  }
  return best;
}
