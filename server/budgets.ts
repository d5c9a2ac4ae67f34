// How often what may be asked: the rates of the request table, and the failed guesses at room numbers. Held in memory.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../protocol/error-codes.ts';
import { type RequestName, requests } from '../protocol/requests.ts';
import { addressOf } from './client-address.ts';

/** Spends the budget of each request by account or address. */
export class Budgets {
  readonly #uncounted: ReadonlySet<string>;
  readonly #limiters = new Map<RequestName, RateLimiterMemory>();

  /** @param uncounted addresses that may ask as often as they like */
  constructor(uncounted: readonly string[]) {
    this.#uncounted = new Set(uncounted.map((address) => addressOf(address)));
    for (const [name, { rate }] of Object.entries(requests)) {
      const limiter = new RateLimiterMemory({ points: rate.points, duration: rate.seconds });
      this.#limiters.set(name as RequestName, limiter);
    }
  }

  /** Counts one request of `who`, an account id or an address. @throws RequestError `too-often` */
  async spend(name: RequestName, who: string): Promise<void> {
    if (this.#uncounted.has(who)) return;
    try {
      await this.#limiters.get(name)?.consume(who);
    } catch (refusal) {
      throw refusal instanceof RateLimiterRes ? tooOften(refusal) : refusal;
    }
  }
}

function tooOften(refusal: RateLimiterRes): RequestError {
  return new RequestError('too-often', { retryAfterMs: Math.max(1, Math.ceil(refusal.msBeforeNext)) });
}
