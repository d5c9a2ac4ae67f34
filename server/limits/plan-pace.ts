// Whether what is asked keeps to its pace: a bucket of permits that refills steadily. Pure; asked by budgets and by sockets.

/** What is left of a caller's quota of one rate. */
export interface Quota {
  readonly count: number;
  /** When `count` was reckoned, in milliseconds of a clock that never goes back. */
  readonly atMs: number;
}

export interface PaceLimits {
  /** Quota of a caller that has not asked for long, 1 or more. */
  readonly burst: number;
  readonly perSecond: number;
}

export interface PacePlan {
  /** 0: the request may be done; otherwise how long until it may, in milliseconds. */
  readonly waitMs: number;
  readonly permits: Quota;
}

/**
 * @param permits what was left; `undefined` for who has not asked for long
 * @param cost how many permits it takes; what costs more than a whole burst costs a whole burst
 */
export function planPace(permits: Quota | undefined, limits: PaceLimits, nowMs: number, cost = 1): PacePlan {
  const count = refilled(permits, limits, nowMs);
  const taken = Math.min(cost, limits.burst);
  if (count >= taken) return { waitMs: 0, permits: { count: count - taken, atMs: nowMs } };
  const waitMs = Math.ceil((1000 * (taken - count)) / limits.perSecond);
  return { waitMs, permits: { count, atMs: nowMs } };
}

/** Whether nothing is missing, so that the permits need not be remembered. */
export function isRested(permits: Quota, limits: PaceLimits, nowMs: number): boolean {
  return refilled(permits, limits, nowMs) >= limits.burst;
}

/** What of a pace `times` as many may ask together. */
export function multiplied({ burst, perSecond }: PaceLimits, times: number): PaceLimits {
  return { burst: times * burst, perSecond: times * perSecond };
}

function refilled(permits: Quota | undefined, { burst, perSecond }: PaceLimits, nowMs: number): number {
  if (permits === undefined) return burst;
  return Math.min(burst, permits.count + (perSecond * (nowMs - permits.atMs)) / 1000);
}
