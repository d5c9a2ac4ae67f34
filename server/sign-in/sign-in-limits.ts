// How many wrong passwords an account, an address and all together may try. Asked by accounts around every check of a password.
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RequestError } from '../../protocol/error-codes.ts';
import { FailureWaits } from './failure-waits.ts';

const hourSeconds = 3600;
/** A person who is not sure tries a handful; 10 an hour find one of the thousand commonest passwords in days. */
const freeFailuresPerLogin = { calm: 10, storm: 3 };
const firstWaitMs = 30_000;
/** Longer would let a stranger keep somebody out for long. */
const longestWaitMs = 15 * 60_000;
/** Many people may share an address, in an office for example. */
const freeFailuresPerAddress = { calm: 100, storm: 20 };
/**
 * So many failures in an hour, of whatever login and address, are a storm: somebody tries passwords from many places. Nobody is
 * refused for that alone, which would let them shut the server, but everybody has fewer tries.
 */
const stormFailures = 1000;
/** About 50 MB when full, which takes longer than the hour at the pace of password hashing. */
const keysMax = 100_000;

type Weather = 'calm' | 'storm';

/** How long a login waits after that many failures in the last hour: 30 s, doubled by each further one, up to 15 minutes. */
export function waitAfterFailuresMs(failures: number, weather: Weather = 'calm'): number {
  const free = freeFailuresPerLogin[weather];
  if (failures < free) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - free));
}

/** A try at a password that is going on; it counts as failed until one of these is called. */
export interface Attempt {
  /** The password was right: the login starts afresh. */
  succeeded(): Promise<void>;
  /** The password could not be checked. */
  cancelled(): Promise<void>;
}

/** Who tries. */
export interface Attempter {
  /** Of a login, whether or not it has an account: both are answered alike. */
  readonly loginKey: string;
  readonly address: string;
  /** Of a device on which the account signed in before; it has tries of its own, whatever others did. */
  readonly deviceId?: string | undefined;
}

export class SignInLimits {
  #weather: Weather = 'calm';
  readonly #byLogin = new FailureWaits({
    windowSeconds: hourSeconds,
    keysMax,
    waitMs: (failures) => waitAfterFailuresMs(failures, this.#weather),
  });
  readonly #byAddress = new FailureWaits({
    windowSeconds: hourSeconds,
    keysMax,
    waitMs: (failures, resetsInMs) => (failures < freeFailuresPerAddress[this.#weather] ? 0 : resetsInMs),
  });
  readonly #byDevice = new FailureWaits({
    windowSeconds: hourSeconds,
    keysMax,
    waitMs: (failures) => waitAfterFailuresMs(failures),
  });
  readonly #overall = new RateLimiterMemory({ points: stormFailures, duration: hourSeconds });
  readonly #onStorm: () => void;

  #turn: Promise<unknown> = Promise.resolve();

  /** @param onStorm told when failures of all together begin to be a storm, once an hour at most */
  constructor(onStorm: () => void = () => undefined) {
    this.#onStorm = onStorm;
  }

  /**
   * Counts a try before it is made, so that many at once gain nothing.
   * @throws RequestError `too-many-attempts`
   */
  async begin(attempter: Attempter): Promise<Attempt> {
    // One after the other: what comes at the same moment has to see the counts of what came before.
    const turn = this.#turn.then(() => this.#count(attempter));
    this.#turn = turn.catch(() => undefined);
    await turn;
    const { loginKey, address, deviceId } = attempter;
    const takeBackOverall = (): Promise<unknown> => this.#overall.reward('all');
    if (deviceId !== undefined) {
      return {
        succeeded: async () => void (await Promise.all([this.#byDevice.forget(deviceId), takeBackOverall()])),
        cancelled: async () =>
          void (await Promise.all([this.#byDevice.takeBack(deviceId), takeBackOverall()])),
      };
    }
    const takeBackAddress = (): Promise<void> => this.#byAddress.takeBack(address);
    return {
      succeeded: async () =>
        void (await Promise.all([this.#byLogin.forget(loginKey), takeBackAddress(), takeBackOverall()])),
      cancelled: async () =>
        void (await Promise.all([this.#byLogin.takeBack(loginKey), takeBackAddress(), takeBackOverall()])),
    };
  }

  async #count({ loginKey, address, deviceId }: Attempter): Promise<void> {
    const counters =
      deviceId === undefined
        ? ([
            [this.#byLogin, loginKey],
            [this.#byAddress, address],
          ] as const)
        : ([[this.#byDevice, deviceId]] as const);
    const waits = await Promise.all(counters.map(([counter, key]) => counter.remainingMs(key)));
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
    await this.#countOverall();
    await Promise.all(counters.map(([counter, key]) => counter.add(key)));
  }

  async #countOverall(): Promise<void> {
    const { consumedPoints } = await this.#overall.penalty('all');
    const before = this.#weather;
    this.#weather = consumedPoints > stormFailures ? 'storm' : 'calm';
    if (this.#weather === 'storm' && before === 'calm') this.#onStorm();
  }
}
