// How many accounts an address and the networks around it may register. In memory; asked by registrations.
import { RequestError } from '../../../protocol/error-codes.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { isRested, type PaceLimits, type Quota, planPace } from '../../limits/plan-pace.ts';

/**
 * A class of 300 behind one router registers on its first day, with mistakes; who wants a thousand accounts gets no more than
 * these and some 250 a day. People who were invited are not counted.
 */
const burst = 500;
const perDay = 250;
/** Each answer that a phone number or nickname is taken costs as much as so many accounts: it tells who is registered. */
const takenCost = 4;
/** Some 20 MB; what was longest unused is forgotten first. */
const networksMax = 100_000;

export class RegistrationLimits {
  readonly #now: () => number;
  readonly #allowance: number;
  /** By network, the longest unused first; only of those that miss some. */
  readonly #buckets = new Map<string, { readonly limits: PaceLimits; readonly permits: Quota }>();

  /**
   * @param now milliseconds of a clock that never goes back
   * @param allowance how many times as many may be registered; more than 1 for tests of load
   */
  constructor(now: () => number, allowance = 1) {
    this.#now = now;
    this.#allowance = allowance;
  }

  /** Counts one account. @throws RequestError `too-often` when the address, or a network around it, has registered too many */
  spend(address: string): void {
    const plans = this.#limitsOf(address).map(({ key, limits }) => ({
      key,
      limits,
      ...planPace(this.#buckets.get(key)?.permits, limits, this.#now()),
    }));
    const retryAfterMs = Math.max(...plans.map(({ waitMs }) => waitMs));
    if (retryAfterMs > 0) throw new RequestError('too-often', { retryAfterMs });
    for (const { key, limits, permits } of plans) this.#keep(key, limits, permits);
  }

  /** What was counted as an account told that a phone number or nickname is taken, which costs more. */
  toldTaken(address: string): void {
    for (const { key, limits } of this.#limitsOf(address)) {
      const permits = this.#buckets.get(key)?.permits ?? { count: limits.burst, atMs: this.#now() };
      this.#keep(key, limits, { ...permits, count: permits.count - (takenCost - 1) });
    }
  }

  #limitsOf(address: string): { key: string; limits: PaceLimits }[] {
    return networksOf(address).map(({ key, allowance }) => {
      const times = allowance * this.#allowance;
      return { key, limits: { burst: times * burst, perSecond: (times * perDay) / 86_400 } };
    });
  }

  #keep(key: string, limits: PaceLimits, permits: Quota): void {
    this.#buckets.delete(key);
    this.#buckets.set(key, { limits, permits });
    const [oldest] = this.#buckets;
    if (oldest === undefined) return;
    const [oldKey, old] = oldest;
    const isWorthless = isRested(old.permits, old.limits, this.#now());
    if (isWorthless || this.#buckets.size > networksMax) this.#buckets.delete(oldKey);
  }
}
