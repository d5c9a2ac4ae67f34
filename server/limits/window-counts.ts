// Counts by key, each in a window of time that begins with its first: the project's one use of rate-limiter-flexible. Held in memory;
// asked by everything that is limited by number, as pace-keeper is by what is limited by pace.
import { type IRateLimiterMemoryExport, RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { RequestError } from '../../protocol/error-codes.ts';

export interface WindowCount {
  readonly count: number;
  /** Until the count begins anew, in milliseconds, 1 or more. */
  readonly resetsInMs: number;
}

/** Something counted that has a most. */
export interface WindowShare {
  readonly key: string;
  readonly max: number;
}

/** Counts as they are stored, and taken up by a later process. */
export type StoredCounts = IRateLimiterMemoryExport;

export class WindowCounts {
  /** What is too many is the caller's to say: nothing is ever refused by the library, which costs thrice as much. */
  readonly #limiter: RateLimiterMemory;

  /** @param seconds how long a window lasts */
  constructor(seconds: number) {
    this.#limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
  }

  /** Counts one more. */
  async add(key: string): Promise<WindowCount> {
    return countOf(await this.#limiter.penalty(key));
  }

  /** Takes one back. */
  async takeBack(key: string): Promise<WindowCount> {
    return countOf(await this.#limiter.reward(key));
  }

  /** `undefined` where nothing was counted. */
  async get(key: string): Promise<WindowCount | undefined> {
    const state = await this.#limiter.get(key);
    return state === null ? undefined : countOf(state);
  }

  /** Begins a window of another length, with a count of one. */
  async begin(key: string, lengthMs: number): Promise<void> {
    await this.#limiter.set(key, 1, lengthMs / 1000);
  }

  async forget(key: string): Promise<void> {
    await this.#limiter.delete(key);
  }

  /**
   * Counts one more of each share, up to the first that has more than its most.
   * @returns the first share's count
   * @throws RequestError `too-often`
   */
  async spend(shares: readonly WindowShare[]): Promise<number> {
    let first = 0;
    for (const [index, { key, max }] of shares.entries()) {
      const { count, resetsInMs } = await this.add(key);
      if (count > max) throw new RequestError('too-often', { retryAfterMs: resetsInMs });
      if (index === 0) first = count;
    }
    return first;
  }

  /** @param isKept which keys are stored */
  dump(isKept: (key: string) => boolean = () => true): StoredCounts {
    const { storage, ...rest } = this.#limiter.dump();
    return { ...rest, storage: storage.filter(({ key }) => isKept(String(key))) };
  }

  /** Takes up what was stored; what has run out meanwhile is left out. */
  restore(stored: StoredCounts): void {
    this.#limiter.restore(stored);
  }
}

function countOf({ consumedPoints, msBeforeNext }: RateLimiterRes): WindowCount {
  return { count: consumedPoints, resetsInMs: Math.max(1, Math.ceil(msBeforeNext)) };
}
