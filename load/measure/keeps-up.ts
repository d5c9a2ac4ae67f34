// Whether the generator kept up with what it had to send and receive in some stretch of time. Pure; asked by the runs.
import { delayBelowMs, type Tally } from './tally.ts';

/** A process that is busier, or later, disturbs what it measures. */
const busyMax = 0.9;
const lateMaxMs = 15;

/** @returns `false` when what was measured meanwhile may be the generator's doing */
export function keepsUp({ busy, lateness }: Tally): boolean {
  return busy <= busyMax && (delayBelowMs(lateness, 0.99) ?? 0) <= lateMaxMs;
}
