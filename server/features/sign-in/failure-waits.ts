// Counts failures by key and says how long to wait before the next try, in bounded memory. Used by sign-in-limits.
import { type IRateLimiterMemoryExport, RateLimiterMemory } from 'rate-limiter-flexible';

export interface FailurePolicy {
  /** After how many seconds a key's count begins anew, reckoned from its first failure. */
  readonly windowSeconds: number;
  /** How many keys are remembered; beyond that the longest unused is forgotten. */
  readonly keysMax: number;
  /**
   * How long to wait after that many failures, in milliseconds; `resetsInMs` is what is left of the window, and `allowance` how
   * many times as much as others the key may fail.
   */
  readonly waitMs: (failures: number, resetsInMs: number, allowance: number) => number;
}

/** Counts as they are stored, and taken up by a later process. */
export interface StoredFailures {
  readonly failures: IRateLimiterMemoryExport;
  readonly waits: IRateLimiterMemoryExport;
}

export class FailureWaits {
  readonly #policy: FailurePolicy;
  readonly #failures: RateLimiterMemory;
  readonly #waits: RateLimiterMemory;
  /** Every key that may be counted, the longest unused first. */
  readonly #keys = new Set<string>();

  constructor(policy: FailurePolicy) {
    this.#policy = policy;
    const duration = policy.windowSeconds;
    this.#failures = new RateLimiterMemory({ points: 1, duration, keyPrefix: 'failures' });
    this.#waits = new RateLimiterMemory({ points: 1, duration, keyPrefix: 'waits' });
  }

  /** How long a key still has to wait, in milliseconds; 0 when it may try. */
  async remainingMs(key: string): Promise<number> {
    const wait = await this.#waits.get(key);
    return wait === null ? 0 : Math.max(1, Math.ceil(wait.msBeforeNext));
  }

  /** The failures of a key in its window. */
  async failuresOf(key: string): Promise<number> {
    return (await this.#failures.get(key))?.consumedPoints ?? 0;
  }

  /** Counts one failure. */
  async add(key: string, allowance = 1): Promise<void> {
    await this.#remember(key);
    const { consumedPoints, msBeforeNext } = await this.#failures.penalty(key);
    const waitMs = this.#policy.waitMs(consumedPoints, msBeforeNext, allowance);
    if (waitMs > 0) await this.#waits.set(key, 1, waitMs / 1000);
  }

  /** Takes one failure back, and the wait with it when those that are left ask for none. */
  async takeBack(key: string, allowance = 1): Promise<void> {
    const state = await this.#failures.get(key);
    if (state === null || state.consumedPoints === 0) return;
    const { consumedPoints, msBeforeNext } = await this.#failures.reward(key);
    if (this.#policy.waitMs(consumedPoints, msBeforeNext, allowance) === 0) await this.#waits.delete(key);
  }

  async forget(key: string): Promise<void> {
    this.#keys.delete(key);
    await this.#failures.delete(key);
    await this.#waits.delete(key);
  }

  /** @param keysMax how many are stored, the last used */
  dump(keysMax: number): StoredFailures {
    const kept = new Set([...this.#keys].slice(-keysMax));
    const only = ({ storage, ...rest }: IRateLimiterMemoryExport): IRateLimiterMemoryExport => ({
      ...rest,
      storage: storage.filter(({ key }) => kept.has(String(key))),
    });
    return { failures: only(this.#failures.dump()), waits: only(this.#waits.dump()) };
  }

  /** Takes up what was stored; what has run out meanwhile is left out. */
  restore({ failures, waits }: StoredFailures): void {
    this.#failures.restore(failures);
    this.#waits.restore(waits);
    for (const { key } of failures.storage.slice(-this.#policy.keysMax)) this.#keys.add(String(key));
  }

  async #remember(key: string): Promise<void> {
    this.#keys.delete(key);
    this.#keys.add(key);
    if (this.#keys.size <= this.#policy.keysMax) return;
    const [oldest] = this.#keys;
    if (oldest !== undefined) await this.forget(oldest);
  }
}
