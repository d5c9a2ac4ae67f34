// Counts failed guesses at room numbers and PINs, so that trying them does not pay. Asked by the room handlers.
import type { Logger } from 'pino';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type ErrorCode, RequestError } from '../../../protocol/error-codes.ts';
import { roomNumberSchema } from '../../../protocol/roster.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import type { AccountCaller } from '../../dispatch/handler.ts';
import type { Metrics } from '../../observe/metrics.ts';

interface Limit {
  readonly points: number;
  /** In seconds. */
  readonly duration: number;
}

/** Somebody who mistypes a number does so a few times; 50 an hour cover a thousandth of all numbers in two hours. */
const probesPerAccount: Limit = { points: 50, duration: 3600 };
/** Above this somebody guesses from many places: nobody is refused for it, but the operator should know. */
const probesOverall: Limit = { points: 500, duration: 3600 };
/** Of a million PINs. */
const pinsPerAccount: Limit = { points: 10, duration: 3600 };
/** A class of 300 behind one router, each mistyping twice; of a million PINs, less than a thousandth in an hour. */
const failuresPerAddress: Limit = { points: 600, duration: 3600 };
/**
 * What an account may always try in an hour, whatever others at its address or in that room did: who knows it and mistypes
 * it once is let in. Accounts are not free in that number: an address registers a few hundred a day.
 */
const ownTries = 2;
/** So many wrong PINs of one room in an hour, from wherever: from then on an account has only its `ownTries` there. */
const pinsPerRoom: Limit = { points: 1000, duration: 3600 };
/** The host is told at each of these. */
const tellsHostAt: ReadonlySet<number> = new Set([20, 100, 500, pinsPerRoom.points]);

/** Failures of one kind, by account and by the networks of an address. */
class Failures {
  readonly limiters: readonly [account: RateLimiterMemory, address: RateLimiterMemory];
  readonly #perAccount: Limit;

  constructor(perAccount: Limit) {
    this.limiters = [new RateLimiterMemory(perAccount), new RateLimiterMemory(failuresPerAddress)];
    this.#perAccount = perAccount;
  }

  /**
   * How long until the next may be tried, in milliseconds.
   * @param crowdWaitMs how long others keep back whoever has used up the own tries
   */
  async waitMs({ accountId, address }: AccountCaller, crowdWaitMs = 0): Promise<number> {
    const [account, networks] = this.limiters;
    const own = await account.get(accountId);
    if ((own?.consumedPoints ?? 0) < ownTries) return 0;
    const waits = networksOf(address).map(async ({ key, allowance }) =>
      waitMs(await networks.get(key), allowance * failuresPerAddress.points),
    );
    return Math.max(waitMs(own, this.#perAccount.points), crowdWaitMs, ...(await Promise.all(waits)));
  }

  /** Counts one; whether it is the last that is let through. */
  async add({ accountId, address }: AccountCaller): Promise<boolean> {
    const [account, networks] = this.limiters;
    const own = await account.penalty(accountId);
    const isLast = networksOf(address).map(async ({ key, allowance }) => {
      const { consumedPoints } = await networks.penalty(key);
      return consumedPoints === allowance * failuresPerAddress.points;
    });
    return [own.consumedPoints === this.#perAccount.points, ...(await Promise.all(isLast))].includes(true);
  }
}

type StoredGuesses = readonly ReturnType<RateLimiterMemory['dump']>[];

export interface RoomGuessesParts {
  readonly metrics: Pick<Metrics, 'countRoomGuess' | 'countRoomAlarm'>;
  readonly log: Pick<Logger, 'warn'>;
  /** So many wrong PINs of a room were tried within an hour: its host should know. */
  readonly onPinsGuessed: (number: string, failures: number) => void;
}

export class RoomGuesses {
  readonly #probes = new Failures(probesPerAccount);
  readonly #pins = new Failures(pinsPerAccount);
  readonly #rooms = new RateLimiterMemory(pinsPerRoom);
  readonly #overall = new RateLimiterMemory(probesOverall);
  readonly #parts: RoomGuessesParts;

  constructor(parts: RoomGuessesParts) {
    this.#parts = parts;
  }

  /** The counts that are to outlive the server's process. */
  dump(): StoredGuesses {
    return this.#limiters.map((limiter) => limiter.dump());
  }

  /** Goes on with counts of an earlier process. */
  restore(stored: StoredGuesses): void {
    for (const [index, limiter] of this.#limiters.entries()) {
      const counts = stored[index];
      if (counts !== undefined) limiter.restore(counts);
    }
  }

  get #limiters(): readonly RateLimiterMemory[] {
    return [...this.#probes.limiters, ...this.#pins.limiters, this.#rooms];
  }

  /**
   * @param number of the room, as it was typed
   * @throws RequestError `too-many-attempts` for who failed too often, whatever is tried next
   */
  async requireFewFailures(caller: AccountCaller, withPin: boolean, number: string): Promise<void> {
    const roomWaitMs = waitMs(await this.#rooms.get(number), pinsPerRoom.points);
    const waits = await Promise.all([
      this.#probes.waitMs(caller),
      withPin ? this.#pins.waitMs(caller, roomWaitMs) : Promise.resolve(0),
    ]);
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
  }

  /**
   * Counts a join by this number that was refused with this code; the alarm is given at once when it is one too many. Only
   * a well-formed number is a guess, and being asked for a PIN is none: whoever is asked has found a room once.
   */
  async countRefusal(caller: AccountCaller, code: ErrorCode, number: string): Promise<void> {
    if (code === 'pin-wrong') await this.#countPin(caller, number);
    if (code !== 'room-unavailable' || !roomNumberSchema.safeParse(number).success) return;
    this.#parts.metrics.countRoomGuess('number');
    if (await this.#probes.add(caller)) this.#alarm(caller, 'somebody guesses at room numbers');
    const { consumedPoints } = await this.#overall.penalty('all');
    if (consumedPoints === probesOverall.points) {
      this.#alarm(caller, 'room numbers are guessed at from many places');
    }
  }

  async #countPin(caller: AccountCaller, number: string): Promise<void> {
    this.#parts.metrics.countRoomGuess('pin');
    if (await this.#pins.add(caller)) this.#alarm(caller, 'somebody guesses at the PIN of a room');
    const { consumedPoints } = await this.#rooms.penalty(number);
    if (!tellsHostAt.has(consumedPoints)) return;
    this.#parts.onPinsGuessed(number, consumedPoints);
    if (consumedPoints === pinsPerRoom.points)
      this.#alarm(caller, 'the PIN of one room is guessed at from many places');
  }

  #alarm({ accountId, address }: AccountCaller, sentence: string): void {
    this.#parts.metrics.countRoomAlarm();
    this.#parts.log.warn({ account: accountId, address }, sentence);
  }
}

function waitMs(state: RateLimiterRes | null, points: number): number {
  return state !== null && state.consumedPoints >= points ? Math.max(1, Math.ceil(state.msBeforeNext)) : 0;
}
