// Counts failed guesses at room numbers and PINs, so that trying them does not pay. Asked by the room handlers.
import type { Logger } from 'pino';
import { type ErrorCode, RequestError } from '../../../protocol/error-codes.ts';
import { roomNumberSchema } from '../../../protocol/room/roster.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import type { AccountCaller } from '../../dispatch/handler.ts';
import type { Metrics } from '../../observe/metrics.ts';
import { type StoredCounts, type WindowCount, WindowCounts } from '../../limits/window-counts.ts';
import { isYoung } from '../../limits/young-accounts.ts';

interface Limit {
  readonly points: number;
  /** In seconds. */
  readonly duration: number;
}

/** Of one account, and how many of it while it is young (young-accounts.ts). */
interface AccountLimit extends Limit {
  readonly youngPoints: number;
  /** Whether the operator should know of a young account that reached its own. */
  readonly youngAlarms: boolean;
}

/** A person who mistypes a number does so a few times; 50 an hour cover a thousandth of all numbers in two hours. */
const probesPerAccount: AccountLimit = { points: 50, youngPoints: 5, youngAlarms: true, duration: 3600 };
/** Above this an attacker guesses from many places: no caller is refused for it, but the operator should know. */
const probesOverall: Limit = { points: 500, duration: 3600 };
/** Of a million PINs. A tenth would be one: on the first day too, who mistypes a PIN twice comes in. */
const pinsPerAccount: AccountLimit = { points: 10, youngPoints: 3, youngAlarms: false, duration: 3600 };
/** A class of 300 behind one router, each mistyping twice; of a million PINs, less than a thousandth in an hour. */
const failuresPerAddress: Limit = { points: 600, duration: 3600 };
/**
 * What an account may always try in an hour, whatever others at its address or in that room did: who knows it and mistypes
 * it once is let in. Accounts are not free in that number: an address registers a few hundred a day.
 */
const ownTries = 2;
/** So many wrong PINs of one room in an hour, from wherever: from then on an account has only its `ownTries` there. */
const pinsPerRoom: Limit = { points: 1000, duration: 3600 };
/** Some 1 MB. */
const lastProbesMax = 10_000;
/** The host is told at each of these. */
const tellsHostAt: ReadonlySet<number> = new Set([20, 100, 500, pinsPerRoom.points]);

/** Failures of one kind, by account and by the networks of an address. */
class Failures {
  readonly limiters: readonly [account: WindowCounts, address: WindowCounts];
  readonly #perAccount: AccountLimit;

  constructor(perAccount: AccountLimit) {
    this.limiters = [new WindowCounts(perAccount.duration), new WindowCounts(failuresPerAddress.duration)];
    this.#perAccount = perAccount;
  }

  /**
   * How long until the next may be tried, in milliseconds.
   * @param young whether the account is
   * @param crowdWaitMs how long others' guesses delay a caller that has used up its own tries
   */
  async waitMs({ accountId, address }: AccountCaller, young: boolean, crowdWaitMs = 0): Promise<number> {
    const [account, networks] = this.limiters;
    const own = await account.get(accountId);
    if ((own?.count ?? 0) < ownTries) return 0;
    const waits = networksOf(address).map(async ({ key, allowance }) =>
      waitMs(await networks.get(key), allowance * failuresPerAddress.points),
    );
    const { points, youngPoints } = this.#perAccount;
    return Math.max(waitMs(own, young ? youngPoints : points), crowdWaitMs, ...(await Promise.all(waits)));
  }

  /** Counts one; whether the operator should know: it is the last that is let through. */
  async add({ accountId, address }: AccountCaller, young: boolean): Promise<boolean> {
    const [account, networks] = this.limiters;
    const own = await account.add(accountId);
    const isLast = networksOf(address).map(async ({ key, allowance }) => {
      const { count } = await networks.add(key);
      return count === allowance * failuresPerAddress.points;
    });
    const { points, youngPoints, youngAlarms } = this.#perAccount;
    const alarmsAt = young && youngAlarms ? youngPoints : points;
    return [own.count === alarmsAt, ...(await Promise.all(isLast))].includes(true);
  }
}

type StoredGuesses = readonly StoredCounts[];

export interface RoomGuessesParts {
  readonly metrics: Pick<Metrics, 'countRoomGuess' | 'countRoomAlarm'>;
  readonly log: Pick<Logger, 'warn'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** So many wrong PINs of a room were tried within an hour: its host should know. */
  readonly onPinsGuessed: (number: string, failures: number) => void;
}

export class RoomGuesses {
  readonly #probes = new Failures(probesPerAccount);
  readonly #pins = new Failures(pinsPerAccount);
  readonly #rooms = new WindowCounts(pinsPerRoom.duration);
  /** The unknown number that an account asked last, the longest ago first. */
  readonly #lastProbes = new Map<string, string>();
  readonly #overall = new WindowCounts(probesOverall.duration);
  readonly #parts: RoomGuessesParts;

  constructor(parts: RoomGuessesParts) {
    this.#parts = parts;
  }

  /** The counts that are to outlive the server's process. */
  dump(): StoredGuesses {
    return this.#counts.map((counts) => counts.dump());
  }

  /** Goes on with counts of an earlier process. */
  restore(stored: StoredGuesses): void {
    for (const [index, counts] of this.#counts.entries()) {
      const earlier = stored[index];
      if (earlier !== undefined) counts.restore(earlier);
    }
  }

  get #counts(): readonly WindowCounts[] {
    return [...this.#probes.limiters, ...this.#pins.limiters, this.#rooms];
  }

  /**
   * @param number of the room, as it was typed
   * @throws RequestError `too-many-attempts` for who failed too often, whatever is tried next
   */
  async requireFewFailures(caller: AccountCaller, withPin: boolean, number: string): Promise<void> {
    const young = this.#isYoung(caller);
    const roomWaitMs = waitMs(await this.#rooms.get(number), pinsPerRoom.points);
    const waits = await Promise.all([
      this.#probes.waitMs(caller, young),
      withPin ? this.#pins.waitMs(caller, young, roomWaitMs) : Promise.resolve(0),
    ]);
    const retryAfterMs = Math.max(...waits);
    if (retryAfterMs > 0) throw new RequestError('too-many-attempts', { retryAfterMs });
  }

  /**
   * Counts a join by this number that was refused with this code; the alarm is given at once when it is one too many. Only
   * a well-formed number is a guess, and being asked for a PIN is none: the caller has found a room once. The number that
   * was asked last is no new guess: it is the room that is not open yet, or not any more.
   */
  async countRefusal(caller: AccountCaller, code: ErrorCode, number: string): Promise<void> {
    if (code === 'pin-wrong') await this.#countPin(caller, number);
    if (code !== 'room-unavailable' || !roomNumberSchema.safeParse(number).success) return;
    if (this.#lastProbes.get(caller.accountId) === number) return;
    this.#noteProbe(caller.accountId, number);
    this.#parts.metrics.countRoomGuess('number');
    if (await this.#probes.add(caller, this.#isYoung(caller)))
      this.#alarm(caller, 'a caller guesses room numbers');
    const { count } = await this.#overall.add('all');
    if (count === probesOverall.points) {
      this.#alarm(caller, 'room numbers are guessed at from many places');
    }
  }

  #noteProbe(accountId: string, number: string): void {
    this.#lastProbes.delete(accountId);
    this.#lastProbes.set(accountId, number);
    const [oldest] = this.#lastProbes.keys();
    if (this.#lastProbes.size > lastProbesMax && oldest !== undefined) this.#lastProbes.delete(oldest);
  }

  async #countPin(caller: AccountCaller, number: string): Promise<void> {
    this.#parts.metrics.countRoomGuess('pin');
    if (await this.#pins.add(caller, this.#isYoung(caller)))
      this.#alarm(caller, 'a caller guesses the PIN of a room');
    const { count } = await this.#rooms.add(number);
    if (!tellsHostAt.has(count)) return;
    this.#parts.onPinsGuessed(number, count);
    if (count === pinsPerRoom.points)
      this.#alarm(caller, 'the PIN of one room is guessed at from many places');
  }

  #isYoung({ registeredAtMs }: AccountCaller): boolean {
    return isYoung(registeredAtMs, this.#parts.now());
  }

  #alarm({ accountId, address }: AccountCaller, sentence: string): void {
    this.#parts.metrics.countRoomAlarm();
    this.#parts.log.warn({ account: accountId, address }, sentence);
  }
}

function waitMs(state: WindowCount | undefined, points: number): number {
  return state !== undefined && state.count >= points ? state.resetsInMs : 0;
}
