// How many wrong passwords an account and an address may try. Asked by accounts around every check of a password.
import { RequestError } from '../../protocol/error-codes.ts';
import { FailureWaits } from './failure-waits.ts';

const hourSeconds = 3600;
/** A person who is not sure tries a handful; 10 an hour find one of the thousand commonest passwords in days. */
const freeFailuresPerLogin = 10;
const firstWaitMs = 30_000;
/** Longer would let a stranger keep somebody out for long. */
const longestWaitMs = 15 * 60_000;
/** Many people may share an address, in an office for example. */
const freeFailuresPerAddress = 100;
/** About 50 MB when full, which takes longer than the hour at the pace of password hashing. */
const keysMax = 100_000;

/** How long a login waits after that many failures in the last hour: 30 s, doubled by each further one, up to 15 minutes. */
export function waitAfterFailuresMs(failures: number): number {
  if (failures < freeFailuresPerLogin) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeFailuresPerLogin));
}

/** A try at a password that is going on; it counts as failed until one of these is called. */
export interface Attempt {
  /** The password was right: the login starts afresh. */
  succeeded(): Promise<void>;
  /** The password could not be checked. */
  cancelled(): Promise<void>;
}

export class SignInLimits {
  readonly #byLogin = new FailureWaits({ windowSeconds: hourSeconds, keysMax, waitMs: waitAfterFailuresMs });
  readonly #byAddress = new FailureWaits({
    windowSeconds: hourSeconds,
    keysMax,
    waitMs: (failures, resetsInMs) => (failures < freeFailuresPerAddress ? 0 : resetsInMs),
  });

  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Counts a try before it is made, so that many at once gain nothing.
   * @param loginKey of a login, whether or not it has an account: both are answered alike
   * @throws RequestError `too-many-attempts`
   */
  async begin(loginKey: string, address: string): Promise<Attempt> {
    // One after the other: what comes at the same moment has to see the counts of what came before.
    const turn = this.#turn.then(() => this.#count(loginKey, address));
    this.#turn = turn.catch(() => undefined);
    await turn;
    return {
      succeeded: async () => {
        await Promise.all([this.#byLogin.forget(loginKey), this.#byAddress.takeBack(address)]);
      },
      cancelled: async () => {
        await Promise.all([this.#byLogin.takeBack(loginKey), this.#byAddress.takeBack(address)]);
      },
    };
  }

  async #count(loginKey: string, address: string): Promise<void> {
    const waits = await Promise.all([
      this.#byLogin.remainingMs(loginKey),
      this.#byAddress.remainingMs(address),
    ]);
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
    await Promise.all([this.#byLogin.add(loginKey), this.#byAddress.add(address)]);
  }
}
