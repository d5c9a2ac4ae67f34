// How many session tokens that nobody has may be looked up for an address: each is a question to the database. Made by createApp.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../../protocol/error-codes.ts';
import { networksOf } from '../addresses/client-networks.ts';

/** Three hundred people of one address, whose sessions all ended, ask twice each. */
const pointsPerMinute = 600;
const durationSeconds = 60;

export class UnknownTokens {
  readonly #counts: (address: string) => boolean;
  /** By allowance. */
  readonly #limiters = new Map<number, RateLimiterMemory>();

  /** @param counts whether requests of an address are counted */
  constructor(counts: (address: string) => boolean) {
    this.#counts = counts;
  }

  /**
   * Looks a token up. It is paid for by its address before, and given back when somebody has it, so that honest people pay nothing
   * and no more is looked up at a time than may be.
   * @throws RequestError `too-often`, and what `look` throws
   */
  async identify<T>(address: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const networks = this.#counts(address) ? networksOf(address) : [];
    try {
      for (const { key, allowance } of networks) await this.#limiterOf(allowance).consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new RequestError('too-often', { retryAfterMs: Math.max(1, Math.ceil(refusal.msBeforeNext)) });
    }
    const found = await look();
    if (found !== undefined)
      for (const { key, allowance } of networks) await this.#limiterOf(allowance).reward(key);
    return found;
  }

  #limiterOf(allowance: number): RateLimiterMemory {
    const known = this.#limiters.get(allowance);
    if (known !== undefined) return known;
    const limiter = new RateLimiterMemory({ points: pointsPerMinute * allowance, duration: durationSeconds });
    this.#limiters.set(allowance, limiter);
    return limiter;
  }
}
