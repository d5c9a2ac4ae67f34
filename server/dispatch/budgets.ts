// What may be asked: spends what each request costs by the table of requests. Held in memory; asked by dispatch.
import { RequestError } from '../../protocol/error-codes.ts';
import { accountsPerAddress, type Pace, rateLimits } from '../../protocol/limits.ts';
import type { Rate } from '../../protocol/request-rule.ts';
import { type RequestName, requests } from '../../protocol/requests.ts';
import { addressOf } from '../addresses/client-address.ts';
import { type ClientNetwork, isLoopback, networksOf } from '../addresses/client-networks.ts';
import { PaceKeeper, type PaceShare } from '../limits/pace-keeper.ts';
import { multiplied } from '../limits/plan-pace.ts';
import { WindowCounts, type WindowShare } from '../limits/window-counts.ts';

/** The caller: an address, and an account when signed in. */
export interface Spender {
  readonly address: string;
  readonly accountId?: string | undefined;
  /** Whether the account is of today (young-accounts.ts); then it has what the table gives young ones. */
  readonly isYoung?: boolean;
}

type Window = Pick<Rate, 'points' | 'seconds'>;

/** Spends the budget of each request by account, and by address with the networks it lies in: accounts cost nothing. */
export class Budgets {
  readonly #uncounted: ReadonlySet<string>;
  /** By request. */
  readonly #windows = new Map<RequestName, WindowCounts>();
  readonly #rateLimits = new PaceKeeper();
  readonly #allowance: number;
  readonly #now: () => number;

  /**
   * @param uncounted addresses that may ask as often as they like
   * @param allowance how many times as much as the table says is allowed; more than 1 for tests of load
   * @param now milliseconds of a clock that never goes back
   */
  constructor(uncounted: readonly string[], allowance = 1, now = (): number => performance.now()) {
    this.#uncounted = new Set(uncounted.map((address) => addressOf(address)));
    this.#allowance = allowance;
    this.#now = now;
  }

  /** Whether requests of an address are counted. */
  counts(address: string): boolean {
    return !this.#uncounted.has(address);
  }

  /** Spends what one request costs (`costOf`). @throws RequestError `too-often` */
  async spend(name: RequestName, { address, accountId, isYoung = false }: Spender, cost = 1): Promise<void> {
    const networks = this.counts(address) ? networksOf(address) : [];
    const rate: Rate = requests[name].rate;
    if (rate.per === 'address') {
      await this.#countAll(name, rate, networks);
      return;
    }
    if (accountId === undefined) return;
    const shares = [
      this.#shareOf(rate.pace, { key: accountId, allowance: 1 }),
      ...networks.map(({ key, allowance }) =>
        this.#shareOf(rate.pace, { key, allowance: accountsPerAddress * allowance }),
      ),
    ];
    const waitMs = this.#rateLimits.spend(shares, cost, this.#now());
    if (waitMs > 0) throw tooOften(waitMs);
    const { scarce, seconds } = rate;
    // Load tests on this machine open a room with the same accounts at each run.
    const ownMachine = isLoopback(address);
    const points = isYoung && !ownMachine ? (scarce?.young ?? rate.points) : rate.points;
    const asked = await this.#countAll(name, { points, seconds }, [{ key: accountId, allowance: 1 }]);
    if (scarce === undefined || ownMachine) return;
    const window = { points: scarce.address, seconds };
    if (asked > scarce.always) await this.#countAll(name, window, networks);
    else await this.#noteAll(name, window, networks);
  }

  #shareOf(pace: Pace, { key, allowance }: ClientNetwork): PaceShare {
    return { key: `${pace} ${key}`, limits: multiplied(rateLimits[pace], this.#allowance * allowance) };
  }

  /** @returns how many the first of them has asked in its window, with this one */
  #countAll(name: RequestName, { points, seconds }: Window, all: readonly ClientNetwork[]): Promise<number> {
    const shares = all.map(({ key, allowance }): WindowShare => {
      return { key, max: this.#allowance * allowance * points };
    });
    return this.#windowsOf(name, seconds).spend(shares);
  }

  /** Counts what is asked whatever others did. */
  async #noteAll(name: RequestName, { seconds }: Window, all: readonly ClientNetwork[]): Promise<void> {
    for (const { key } of all) await this.#windowsOf(name, seconds).add(key);
  }

  #windowsOf(name: RequestName, seconds: number): WindowCounts {
    const windows = this.#windows.get(name) ?? new WindowCounts(seconds);
    this.#windows.set(name, windows);
    return windows;
  }
}

function tooOften(waitMs: number): RequestError {
  return new RequestError('too-often', { retryAfterMs: Math.max(1, Math.ceil(waitMs)) });
}
