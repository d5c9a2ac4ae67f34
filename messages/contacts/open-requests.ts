// Whether an account may send one more contact request. Pure.
import { openRequestsMax } from '../../protocol/people/people-limits.ts';

const dayMs = 24 * 3600 * 1000;

/** From when on requests that were not accepted count, in milliseconds since the epoch. */
export function countedAfterMs(nowMs: number): number {
  return nowMs - openRequestsMax.days * dayMs;
}

/** @param open requests that were sent since and not accepted */
export function mayAsk(open: number, isYoung: boolean): boolean {
  return open < (isYoung ? openRequestsMax.young : openRequestsMax.settled);
}
