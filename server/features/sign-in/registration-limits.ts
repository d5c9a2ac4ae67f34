// How many accounts an address and the networks around it may register. In memory; asked by registrations.
import { RequestError } from '../../../protocol/error-codes.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { PaceKeeper, type PaceShare } from '../../limits/pace-keeper.ts';

/**
 * A class of 300 behind one router registers on its first day, with mistakes; who wants a thousand accounts gets no more than
 * these and some 250 a day. People who were invited are not counted.
 */
const burst = 500;
const perDay = 250;
/** Each answer that a phone number or nickname is taken costs as much as so many accounts: it tells who is registered. */
const takenCost = 4;

export class RegistrationLimits {
  readonly #now: () => number;
  readonly #allowance: number;
  readonly #paces = new PaceKeeper();

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
    const retryAfterMs = this.#paces.spend(this.#sharesOf(address), 1, this.#now());
    if (retryAfterMs > 0) throw new RequestError('too-often', { retryAfterMs });
  }

  /** What was counted as an account told that a phone number or nickname is taken, which costs more. */
  toldTaken(address: string): void {
    this.#paces.charge(this.#sharesOf(address), takenCost - 1, this.#now());
  }

  #sharesOf(address: string): PaceShare[] {
    return networksOf(address).map(({ key, allowance }) => {
      const times = allowance * this.#allowance;
      return { key, limits: { burst: times * burst, perSecond: (times * perDay) / 86_400 } };
    });
  }
}
