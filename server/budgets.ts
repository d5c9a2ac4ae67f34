// How often what may be asked: the rates and paces of the request table. Held in memory; asked by dispatch.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../protocol/error-codes.ts';
import { type Pace, paces } from '../protocol/limits.ts';
import { type RequestName, requests } from '../protocol/requests.ts';
import { addressOf } from './client-address.ts';
import { isRested, type PaceLimits, type Permits, planPace } from './plan-pace.ts';

/** How often permits of accounts that have rested are forgotten. */
const sweepEveryMs = 60_000;

/** Spends the budget of each request by account or address. */
export class Budgets {
  readonly #uncounted: ReadonlySet<string>;
  readonly #limiters = new Map<RequestName, RateLimiterMemory>();
  /** By pace and account; only of those that miss some. */
  readonly #permits = new Map<string, { readonly limits: PaceLimits; readonly permits: Permits }>();
  readonly #allowance: number;
  #sweptAtMs = 0;

  /**
   * @param uncounted addresses that may ask as often as they like
   * @param allowance how many times as much as the table says is allowed; more than 1 for tests of load
   */
  constructor(uncounted: readonly string[], allowance = 1) {
    this.#uncounted = new Set(uncounted.map((address) => addressOf(address)));
    this.#allowance = allowance;
    for (const [name, { rate }] of Object.entries(requests)) {
      const limiter = new RateLimiterMemory({ points: allowance * rate.points, duration: rate.seconds });
      this.#limiters.set(name as RequestName, limiter);
    }
  }

  /** Whether requests of an address are counted. */
  counts(address: string): boolean {
    return !this.#uncounted.has(address);
  }

  /** Counts one request of `who`, an account id or an address. @throws RequestError `too-often` */
  async spend(name: RequestName, who: string): Promise<void> {
    if (!this.counts(who)) return;
    const { rate } = requests[name];
    if (rate.per === 'account') this.#keepPace(rate.pace, who, performance.now());
    try {
      await this.#limiters.get(name)?.consume(who);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? tooOften(refusal.msBeforeNext) : refusal;
    }
  }

  #keepPace(pace: Pace, accountId: string, nowMs: number): void {
    this.#sweep(nowMs);
    const { burst, perSecond } = paces[pace];
    const limits = { burst: this.#allowance * burst, perSecond: this.#allowance * perSecond };
    const key = `${pace} ${accountId}`;
    const { waitMs, permits } = planPace(this.#permits.get(key)?.permits, limits, nowMs);
    this.#permits.set(key, { limits, permits });
    if (waitMs > 0) throw tooOften(waitMs);
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < sweepEveryMs) return;
    this.#sweptAtMs = nowMs;
    for (const [key, { limits, permits }] of this.#permits) {
      if (isRested(permits, limits, nowMs)) this.#permits.delete(key);
    }
  }
}

function tooOften(waitMs: number): RequestError {
  return new RequestError('too-often', { retryAfterMs: Math.max(1, Math.ceil(waitMs)) });
}
