// Counts failed guesses at room numbers, so that trying numbers does not pay. Asked by the room handlers.
import type { Logger } from 'pino';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../protocol/error-codes.ts';
import type { AccountCaller } from './handler.ts';
import type { Metrics } from './metrics.ts';

/** Somebody who mistypes a number does so a few times; 50 an hour cover a thousandth of all numbers in two hours. */
const failuresPerAccount = { points: 50, duration: 3600 };
/** Many people may share an address, in an office for example. */
const failuresPerAddress = { points: 500, duration: 3600 };
/** Above this somebody guesses from many places: nobody is refused for it, but the operator should know. */
const failuresOverall = { points: 5000, duration: 3600 };

export class RoomGuesses {
  readonly #byAccount = new RateLimiterMemory(failuresPerAccount);
  readonly #byAddress = new RateLimiterMemory(failuresPerAddress);
  readonly #overall = new RateLimiterMemory(failuresOverall);
  readonly #metrics: Metrics;
  readonly #log: Logger;

  constructor(metrics: Metrics, log: Logger) {
    this.#metrics = metrics;
    this.#log = log;
  }

  /** @throws RequestError `too-many-attempts` for who failed too often, whatever is tried next */
  async requireFewFailures(caller: AccountCaller): Promise<void> {
    const spent = await Promise.all([
      this.#byAccount.get(caller.accountId),
      this.#byAddress.get(caller.address),
    ]);
    const limits = [failuresPerAccount, failuresPerAddress];
    const waits = spent.map((state, index) => waitMs(state, limits[index]?.points ?? 0));
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
  }

  async countFailure(caller: AccountCaller): Promise<void> {
    this.#metrics.countRoomGuess();
    const [, , overall] = await Promise.all([
      this.#byAccount.penalty(caller.accountId),
      this.#byAddress.penalty(caller.address),
      this.#overall.penalty('all'),
    ]);
    if (overall.consumedPoints === failuresOverall.points) {
      this.#log.warn(
        { failures: overall.consumedPoints },
        'many failed guesses at room numbers in the last hour',
      );
    }
  }
}

function waitMs(state: RateLimiterRes | null, points: number): number {
  return state !== null && state.consumedPoints >= points ? Math.max(1, Math.ceil(state.msBeforeNext)) : 0;
}
