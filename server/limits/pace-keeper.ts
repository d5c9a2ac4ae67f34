// The quotas of recent callers, accounts and networks. Held in memory; used by all limits by rate, as window-counts is by all limits
// by number. Own: rate-limiter-flexible has only windows, which let twice a burst through and refill all at once.
import { isRested, type PaceLimits, type Quota, planPace } from './plan-pace.ts';

/** How often permits of who has rested are forgotten. */
const sweepEveryMs = 60_000;
/** Some 20 MB. What was longest unused is forgotten first: an address that makes up so many keys has its own networks counted. */
const usualKeysMax = 100_000;

/** A caller whose quota is spent. */
export interface PaceShare {
  readonly key: string;
  readonly limits: PaceLimits;
}

export class PaceKeeper {
  /** The longest unused first; only of those that miss some. */
  readonly #permits = new Map<string, { readonly limits: PaceLimits; readonly permits: Quota }>();
  readonly #keysMax: number;
  #sweptAtMs = 0;

  /** @param keysMax how many keys are remembered */
  constructor(keysMax = usualKeysMax) {
    this.#keysMax = keysMax;
  }

  /**
   * Spends `cost` of each share, or of none where one of them has too little.
   * @param nowMs of a clock that never goes back
   * @returns how long until it may be asked, in milliseconds; 0 when it was spent
   */
  spend(shares: readonly PaceShare[], cost: number, nowMs: number): number {
    this.#sweep(nowMs);
    const plans = shares.map(({ key, limits }) => ({
      key,
      limits,
      ...planPace(this.#permits.get(key)?.permits, limits, nowMs, cost),
    }));
    const waitMs = Math.max(0, ...plans.map((plan) => plan.waitMs));
    if (waitMs === 0) for (const { key, limits, permits } of plans) this.#keep(key, limits, permits);
    return waitMs;
  }

  /** How long until `cost` could be spent of one share, in milliseconds; nothing is spent. */
  waitMs({ key, limits }: PaceShare, cost: number, nowMs: number): number {
    return planPace(this.#permits.get(key)?.permits, limits, nowMs, cost).waitMs;
  }

  /** Gives back what was spent of each share. */
  giveBack(shares: readonly PaceShare[], cost: number, nowMs: number): void {
    this.charge(shares, -cost, nowMs);
  }

  /** Takes `cost` of each share, whatever is left there: what is missing afterwards has to be waited for. */
  charge(shares: readonly PaceShare[], cost: number, nowMs: number): void {
    for (const { key, limits } of shares) {
      const { permits } = planPace(this.#permits.get(key)?.permits, limits, nowMs, 0);
      this.#keep(key, limits, { ...permits, count: permits.count - cost });
    }
  }

  #keep(key: string, limits: PaceLimits, permits: Quota): void {
    this.#permits.delete(key);
    this.#permits.set(key, { limits, permits });
    if (this.#permits.size <= this.#keysMax) return;
    const [oldest] = this.#permits.keys();
    if (oldest !== undefined) this.#permits.delete(oldest);
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < sweepEveryMs) return;
    this.#sweptAtMs = nowMs;
    for (const [key, { limits, permits }] of this.#permits) {
      if (isRested(permits, limits, nowMs)) this.#permits.delete(key);
    }
  }
}
