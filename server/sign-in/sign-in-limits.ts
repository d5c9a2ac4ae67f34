// How many wrong passwords a login, an address and all together may try. Asked by accounts around every check of a password.
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { RequestError } from '../../protocol/error-codes.ts';
import { networksOf } from '../client-networks.ts';
import { FailureWaits, type StoredFailures } from './failure-waits.ts';

const hourSeconds = 3600;
/** A person who is not sure tries a handful; 10 an hour find one of the thousand commonest passwords in days. */
const freeFailures = { calm: 10, storm: 3 };
/** Of a login from everywhere, without those who signed in there before: three who guess, each from an address of their own. */
const freeFailuresOfLogin = { calm: 30, storm: 10 };
const firstWaitMs = 30_000;
/** Longer would let a stranger keep somebody out for long. */
const longestWaitMs = 15 * 60_000;
/** Many people may share an address, in an office for example; whoever signed in there before does not wait for others there. */
const freeFailuresOfAddress = { calm: 100, storm: 20 };
/**
 * So many failures in an hour, of whatever login and address, are a storm: somebody tries passwords from many places. Nobody is
 * refused for that alone, which would let them shut the server, but everybody has fewer tries.
 */
const stormFailures = 1000;
/** About 50 MB when full, which takes longer than the hour at the pace of password hashing. */
const keysMax = 100_000;
/** Of each count; as JSON some 5 MB together. What was counted last matters most. */
const storedKeysMax = 5000;

type Weather = 'calm' | 'storm';

/** How long to wait after that many failures in the last hour: 30 s after those that are free, doubled by each further one, up to 15 minutes. */
export function waitAfterFailuresMs(failures: number, free: number = freeFailures.calm): number {
  if (failures < free) return 0;
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - free));
}

/** A try at a password that is going on; it counts as failed until one of these is called. */
export interface Attempt {
  /** The password was right: the login starts afresh, and is known at its address. */
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

/** What outlives a restart. */
export interface StoredLimits {
  readonly byLoginAndAddress: StoredFailures;
  readonly byLogin: StoredFailures;
  readonly byNetwork: StoredFailures;
  readonly byDevice: StoredFailures;
  readonly known: readonly string[];
}

/** What is counted for one try. */
type Count = readonly [counter: FailureWaits, key: string, allowance: number];

export class SignInLimits {
  #weather: Weather = 'calm';
  readonly #byLoginAndAddress = this.#waits((failures) =>
    waitAfterFailuresMs(failures, freeFailures[this.#weather]),
  );
  readonly #byLogin = this.#waits((failures) =>
    waitAfterFailuresMs(failures, freeFailuresOfLogin[this.#weather]),
  );
  readonly #byNetwork = this.#waits((failures, resetsInMs, allowance) =>
    failures < allowance * freeFailuresOfAddress[this.#weather] ? 0 : resetsInMs,
  );
  readonly #byDevice = this.#waits((failures) => waitAfterFailuresMs(failures));
  readonly #overall = new RateLimiterMemory({ points: stormFailures, duration: hourSeconds });
  /** Logins at the addresses where they signed in, the longest ago first. */
  readonly #known = new Set<string>();
  readonly #onStorm: () => void;
  readonly #hash: (text: string) => string;

  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param onStorm told when failures of all together begin to be a storm, once an hour at most
   * @param hash of what is counted: what is stored names neither people nor addresses
   */
  constructor(onStorm: () => void = () => undefined, hash: (text: string) => string = (text) => text) {
    this.#onStorm = onStorm;
    this.#hash = hash;
  }

  /**
   * Counts a try before it is made, so that many at once gain nothing.
   * @throws RequestError `too-many-attempts`
   */
  async begin(attempter: Attempter): Promise<Attempt> {
    // One after the other: what comes at the same moment has to see the counts of what came before.
    const turn = this.#turn.then(() => this.#count(attempter));
    this.#turn = turn.catch(() => undefined);
    const counts = await turn;
    const takeBack = ([counter, key, allowance]: Count): Promise<void> => counter.takeBack(key, allowance);
    const [own, ...others] = counts;
    return {
      succeeded: async () => {
        this.#know(this.#pairOf(attempter));
        await Promise.all([own[0].forget(own[1]), ...others.map(takeBack), this.#overall.reward('all')]);
      },
      cancelled: async () => void (await Promise.all([...counts.map(takeBack), this.#overall.reward('all')])),
    };
  }

  /** A login was made at an address, which is as good as having signed in there. */
  registered(loginKey: string, address: string): void {
    this.#know(this.#pairOf({ loginKey, address }));
  }

  dump(): StoredLimits {
    return {
      byLoginAndAddress: this.#byLoginAndAddress.dump(storedKeysMax),
      byLogin: this.#byLogin.dump(storedKeysMax),
      byNetwork: this.#byNetwork.dump(storedKeysMax),
      byDevice: this.#byDevice.dump(storedKeysMax),
      known: [...this.#known].slice(-storedKeysMax),
    };
  }

  restore(stored: StoredLimits): void {
    this.#byLoginAndAddress.restore(stored.byLoginAndAddress);
    this.#byLogin.restore(stored.byLogin);
    this.#byNetwork.restore(stored.byNetwork);
    this.#byDevice.restore(stored.byDevice);
    for (const pair of stored.known) this.#know(pair);
  }

  async #count(attempter: Attempter): Promise<readonly [Count, ...Count[]]> {
    const counts = this.#countsOf(attempter);
    const waits = await Promise.all(counts.map(([counter, key]) => counter.remainingMs(key)));
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
    await this.#countOverall();
    await Promise.all(counts.map(([counter, key, allowance]) => counter.add(key, allowance)));
    return counts;
  }

  /** The own count first, which a success ends. Whoever signed in before does not wait for what strangers do. */
  #countsOf(attempter: Attempter): readonly [Count, ...Count[]] {
    const { loginKey, address, deviceId } = attempter;
    if (deviceId !== undefined) return [[this.#byDevice, this.#hash(`device ${deviceId}`), 1]];
    const pair = this.#pairOf(attempter);
    const own: Count = [this.#byLoginAndAddress, pair, 1];
    if (this.#known.has(pair)) return [own];
    const networks = networksOf(address).map(
      ({ key, allowance }): Count => [this.#byNetwork, this.#hash(`network ${key}`), allowance],
    );
    return [own, [this.#byLogin, this.#hash(`login ${loginKey}`), 1], ...networks];
  }

  async #countOverall(): Promise<void> {
    const { consumedPoints } = await this.#overall.penalty('all');
    const before = this.#weather;
    this.#weather = consumedPoints > stormFailures ? 'storm' : 'calm';
    if (this.#weather === 'storm' && before === 'calm') this.#onStorm();
  }

  #know(pair: string): void {
    this.#known.delete(pair);
    this.#known.add(pair);
    const [oldest] = this.#known;
    if (this.#known.size > keysMax && oldest !== undefined) this.#known.delete(oldest);
  }

  #pairOf({ loginKey, address }: Pick<Attempter, 'loginKey' | 'address'>): string {
    return this.#hash(`${address} ${loginKey}`);
  }

  #waits(waitMs: (failures: number, resetsInMs: number, allowance: number) => number): FailureWaits {
    return new FailureWaits({ windowSeconds: hourSeconds, keysMax, waitMs });
  }
}
