// Counts failures by key and says how long to wait before the next try, in bounded memory. Used by sign-in-limits.
import { type StoredCounts, WindowCounts } from '../../limits/window-counts.ts';

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
  readonly failures: StoredCounts;
  readonly waits: StoredCounts;
}

export class FailureWaits {
  readonly #policy: FailurePolicy;
  readonly #failures: WindowCounts;
  readonly #waits: WindowCounts;
  /** Every key that may be counted, the longest unused first. */
  readonly #keys = new Set<string>();

  constructor(policy: FailurePolicy) {
    this.#policy = policy;
    this.#failures = new WindowCounts(policy.windowSeconds);
    this.#waits = new WindowCounts(policy.windowSeconds);
  }

  /** How long a key still has to wait, in milliseconds; 0 when it may try. */
  async remainingMs(key: string): Promise<number> {
    return (await this.#waits.get(key))?.resetsInMs ?? 0;
  }

  /** The failures of a key in its window. */
  async failuresOf(key: string): Promise<number> {
    return (await this.#failures.get(key))?.count ?? 0;
  }

  /** Counts one failure. */
  async add(key: string, allowance = 1): Promise<void> {
    await this.#remember(key);
    const { count, resetsInMs } = await this.#failures.add(key);
    const waitMs = this.#policy.waitMs(count, resetsInMs, allowance);
    if (waitMs > 0) await this.#waits.begin(key, waitMs);
  }

  /** Takes one failure back, and the wait with it when those that are left ask for none. */
  async takeBack(key: string, allowance = 1): Promise<void> {
    if ((await this.failuresOf(key)) === 0) return;
    const { count, resetsInMs } = await this.#failures.takeBack(key);
    if (this.#policy.waitMs(count, resetsInMs, allowance) === 0) await this.#waits.forget(key);
  }

  async forget(key: string): Promise<void> {
    this.#keys.delete(key);
    await this.#failures.forget(key);
    await this.#waits.forget(key);
  }

  /** @param keysMax how many are stored, the last used */
  dump(keysMax: number): StoredFailures {
    const kept = new Set([...this.#keys].slice(-keysMax));
    const isKept = (key: string): boolean => kept.has(key);
    return { failures: this.#failures.dump(isKept), waits: this.#waits.dump(isKept) };
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
