// How many wrong passwords a login, an address and all together may try. Asked by accounts around every check of a password.
import pLimit from 'p-limit';
import { RequestError } from '../../../protocol/error-codes.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { PaceKeeper, type PaceShare } from '../../limits/pace-keeper.ts';
import { multiplied } from '../../limits/plan-pace.ts';
import { WindowCounts } from '../../limits/window-counts.ts';
import { FailureWaits, type StoredFailures } from './failure-waits.ts';
import { planTry } from './plan-try.ts';

const hourSeconds = 3600;
/** A person who is not sure tries a handful; 10 an hour find one of the thousand commonest passwords in days. */
const freeFailures = { normal: 10, underAttack: 3 };
/** Of a login from everywhere, without those who signed in there before: three who guess, each from an address of their own. */
const freeFailuresOfLogin = { normal: 30, underAttack: 10 };
const firstWaitMs = 30_000;
/** Longer would let an attacker keep an account's owner out for long. */
const longestWaitMs = 15 * 60_000;
/** Many people may share an address, in an office for example; an account that signed in there before does not wait for others there. */
const freeFailuresOfAddress = { normal: 100, underAttack: 20 };
/**
 * Checks of logins that hardly failed there, for an address that has no free failures left: a right password passes though a
 * neighbour guesses. A class of 300 on new devices that mistypes twice each; who tries one password at many logins gets 300 an
 * hour besides the free ones.
 */
const sparedOfAddress = { burst: 600, perSecond: 300 / hourSeconds };
/** The same for a login that is guessed at from everywhere: its owner on a new device, beside ten more guesses an hour. */
const sparedOfLogin = { burst: 10, perSecond: 10 / hourSeconds };
/**
 * So many failures in an hour, of all logins and addresses, are an attack: passwords are tried from many places. No caller is
 * refused for that alone, which would let the attacker shut the server, but every caller has fewer tries.
 */
const attackFailures = 1000;
/** About 50 MB when full, which takes longer than the hour at the pace of password hashing. */
const keysMax = 100_000;
/** Of each count; as JSON some 5 MB together. What was counted last matters most. */
const storedKeysMax = 5000;

type Mode = 'normal' | 'underAttack';

/** How long to wait after that many failures in the last hour: 30 s after those that are free, doubled by each further one, up to 15 minutes. */
export function waitAfterFailuresMs(failures: number, free: number = freeFailures.normal): number {
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
/** A count that others share, and what is spared when it is used up. */
type SharedCount = readonly [...Count, spared: PaceShare];

/** What one try has cost until its end is known. */
interface Cost {
  readonly own: Count;
  readonly shared: readonly Count[];
  readonly spared: readonly PaceShare[];
}

export class SignInLimits {
  #mode: Mode = 'normal';
  readonly #byLoginAndAddress = this.#waits((failures) =>
    waitAfterFailuresMs(failures, freeFailures[this.#mode]),
  );
  readonly #byLogin = this.#waits((failures) =>
    waitAfterFailuresMs(failures, freeFailuresOfLogin[this.#mode]),
  );
  readonly #byNetwork = this.#waits((failures, resetsInMs, allowance) =>
    failures < allowance * freeFailuresOfAddress[this.#mode] ? 0 : resetsInMs,
  );
  readonly #byDevice = this.#waits((failures) => waitAfterFailuresMs(failures));
  readonly #spared = new PaceKeeper();
  readonly #overall = new WindowCounts(hourSeconds);
  /** Logins at the addresses where they signed in, the longest ago first. */
  readonly #known = new Set<string>();
  readonly #onStorm: () => void;
  readonly #hash: (text: string) => string;
  readonly #now: () => number;
  /** What comes at the same moment has to see the counts of what came before. */
  readonly #oneAtATime = pLimit(1);

  /**
   * @param onStorm told when failures of all together begin to be a storm, once an hour at most
   * @param hash of what is counted: what is stored names neither people nor addresses
   * @param now milliseconds of a clock that never goes back
   */
  constructor(
    onStorm: () => void = () => undefined,
    hash: (text: string) => string = (text) => text,
    now = (): number => performance.now(),
  ) {
    this.#onStorm = onStorm;
    this.#hash = hash;
    this.#now = now;
  }

  /**
   * Counts a try before it is made, so that many at once gain nothing.
   * @throws RequestError `too-many-attempts`
   */
  async begin(attempter: Attempter): Promise<Attempt> {
    const { own, shared, spared } = await this.#oneAtATime(() => this.#count(attempter));
    const takeBack = async (counts: readonly Count[]): Promise<void> => {
      this.#spared.giveBack(spared, 1, this.#now());
      await Promise.all(counts.map(([counter, key, allowance]) => counter.takeBack(key, allowance)));
      await this.#overall.takeBack('all');
    };
    return {
      succeeded: async () => {
        this.#know(this.#pairOf(attempter));
        await own[0].forget(own[1]);
        await takeBack(shared);
      },
      cancelled: () => takeBack([own, ...shared]),
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

  async #count(attempter: Attempter): Promise<Cost> {
    const [own, ...others] = this.#countsOf(attempter);
    const waits = await Promise.all(others.map(([counter, key]) => counter.remainingMs(key)));
    const nowMs = this.#now();
    const retryAfterMs = planTry({
      ownWaitMs: await own[0].remainingMs(own[1]),
      ownFailures: await own[0].failuresOf(own[1]),
      shared: others.map(([, , , share], index) => ({
        waitMs: waits[index] ?? 0,
        sparedInMs: this.#spared.waitMs(share, 1, nowMs),
      })),
    });
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
    await this.#countOverall();
    // What is used up is spared one; what is not counts one more.
    const isUsedUp = (index: number): boolean => (waits[index] ?? 0) > 0;
    const spared = others.filter((_, index) => isUsedUp(index)).map(([, , , share]) => share);
    const shared = others
      .filter((_, index) => !isUsedUp(index))
      .map(([counter, key, allowance]): Count => [counter, key, allowance]);
    this.#spared.spend(spared, 1, nowMs);
    await Promise.all([own, ...shared].map(([counter, key, allowance]) => counter.add(key, allowance)));
    return { own, shared, spared };
  }

  /** The own count first, which a success ends. A device that signed in before does not wait because of others' failures. */
  #countsOf(attempter: Attempter): readonly [Count, ...SharedCount[]] {
    const { loginKey, address, deviceId } = attempter;
    if (deviceId !== undefined) return [[this.#byDevice, this.#hash(`device ${deviceId}`), 1]];
    const pair = this.#pairOf(attempter);
    const own: Count = [this.#byLoginAndAddress, pair, 1];
    if (this.#known.has(pair)) return [own];
    const networks = networksOf(address).map(({ key: network, allowance }): SharedCount => {
      const key = this.#hash(`network ${network}`);
      return [this.#byNetwork, key, allowance, { key, limits: multiplied(sparedOfAddress, allowance) }];
    });
    const key = this.#hash(`login ${loginKey}`);
    return [own, [this.#byLogin, key, 1, { key, limits: sparedOfLogin }], ...networks];
  }

  async #countOverall(): Promise<void> {
    const { count } = await this.#overall.add('all');
    const before = this.#mode;
    this.#mode = count > attackFailures ? 'underAttack' : 'normal';
    if (this.#mode === 'underAttack' && before === 'normal') this.#onStorm();
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
