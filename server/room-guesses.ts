// Counts failed guesses at room numbers and PINs, so that trying them does not pay. Asked by the room handlers.
import type { Logger } from 'pino';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type ErrorCode, RequestError } from '../protocol/error-codes.ts';
import { roomNumberSchema } from '../protocol/roster.ts';
import type { AccountCaller } from './handler.ts';
import type { Metrics } from './metrics.ts';

interface Limit {
  readonly points: number;
  /** In seconds. */
  readonly duration: number;
}

/** Somebody who mistypes a number does so a few times; 50 an hour cover a thousandth of all numbers in two hours. */
const probesPerAccount: Limit = { points: 50, duration: 3600 };
/** Many people may share an address, in an office for example. */
const probesPerAddress: Limit = { points: 500, duration: 3600 };
/** Above this somebody guesses from many places: nobody is refused for it, but the operator should know. */
const probesOverall: Limit = { points: 500, duration: 3600 };
/** Of a million PINs. */
const pinsPerAccount: Limit = { points: 10, duration: 3600 };
const pinsPerAddress: Limit = { points: 50, duration: 3600 };

/** Failures of one kind, by account and by address. */
class Failures {
  readonly #account: RateLimiterMemory;
  readonly #address: RateLimiterMemory;
  readonly #limits: readonly [Limit, Limit];

  constructor(perAccount: Limit, perAddress: Limit) {
    this.#account = new RateLimiterMemory(perAccount);
    this.#address = new RateLimiterMemory(perAddress);
    this.#limits = [perAccount, perAddress];
  }

  /** How long until the next may be tried, in milliseconds. */
  async waitMs({ accountId, address }: AccountCaller): Promise<number> {
    const spent = await Promise.all([this.#account.get(accountId), this.#address.get(address)]);
    return Math.max(...spent.map((state, index) => waitMs(state, this.#limits[index]?.points ?? 0)));
  }

  /** Counts one; whether it is the last that is let through. */
  async add({ accountId, address }: AccountCaller): Promise<boolean> {
    const counted = await Promise.all([this.#account.penalty(accountId), this.#address.penalty(address)]);
    return counted.some(({ consumedPoints }, index) => consumedPoints === this.#limits[index]?.points);
  }
}

export class RoomGuesses {
  readonly #probes = new Failures(probesPerAccount, probesPerAddress);
  readonly #pins = new Failures(pinsPerAccount, pinsPerAddress);
  readonly #overall = new RateLimiterMemory(probesOverall);
  readonly #metrics: Pick<Metrics, 'countRoomGuess' | 'countRoomAlarm'>;
  readonly #log: Pick<Logger, 'warn'>;

  constructor(metrics: Pick<Metrics, 'countRoomGuess' | 'countRoomAlarm'>, log: Pick<Logger, 'warn'>) {
    this.#metrics = metrics;
    this.#log = log;
  }

  /** @throws RequestError `too-many-attempts` for who failed too often, whatever is tried next */
  async requireFewFailures(caller: AccountCaller, withPin: boolean): Promise<void> {
    const waits = await Promise.all([
      this.#probes.waitMs(caller),
      withPin ? this.#pins.waitMs(caller) : Promise.resolve(0),
    ]);
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
  }

  /**
   * Counts a join by this number that was refused with this code; the alarm is given at once when it is one too many. Only
   * a well-formed number is a guess, and being asked for a PIN is none: whoever is asked has found a room once.
   */
  async countRefusal(caller: AccountCaller, code: ErrorCode, number: string): Promise<void> {
    if (code === 'pin-wrong') {
      this.#metrics.countRoomGuess('pin');
      if (await this.#pins.add(caller)) this.#alarm(caller, 'somebody guesses at the PIN of a room');
    }
    if (code !== 'room-unavailable' || !roomNumberSchema.safeParse(number).success) return;
    this.#metrics.countRoomGuess('number');
    if (await this.#probes.add(caller)) this.#alarm(caller, 'somebody guesses at room numbers');
    const { consumedPoints } = await this.#overall.penalty('all');
    if (consumedPoints === probesOverall.points) {
      this.#alarm(caller, 'room numbers are guessed at from many places');
    }
  }

  #alarm({ accountId, address }: AccountCaller, sentence: string): void {
    this.#metrics.countRoomAlarm();
    this.#log.warn({ account: accountId, address }, sentence);
  }
}

function waitMs(state: RateLimiterRes | null, points: number): number {
  return state !== null && state.consumedPoints >= points ? Math.max(1, Math.ceil(state.msBeforeNext)) : 0;
}
