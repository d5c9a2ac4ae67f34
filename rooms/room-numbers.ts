// The pool of room numbers: which are free, in use or at rest after use. Owned by the room manager.
import { RequestError } from '../protocol/error-codes.ts';
import { briefNumberRestMs, roomNumberCount, roomNumberRestMs } from '../protocol/limits.ts';

/** A number that was in use and is not given out before `untilMs` (milliseconds since the epoch). */
export interface RestingNumber {
  readonly number: string;
  readonly untilMs: number;
}

/** Five digits, with leading zeros, of 0..99999. */
export function formatRoomNumber(value: number): string {
  return String(value).padStart(5, '0');
}

/**
 * Hands out numbers at random in constant time, however few are left: the numbers stand in one array whose first
 * `freeCount` places hold the free ones; taking one swaps it behind them.
 */
export class RoomNumbers {
  readonly #numbers = new Uint32Array(roomNumberCount).map((_, index) => index);
  /** Where each number stands in `#numbers`. */
  readonly #places = new Uint32Array(roomNumberCount).map((_, index) => index);
  /** When each resting number is free again, soonest first. */
  readonly #resting = new Map<number, number>();
  /** The same of those that rest briefly. */
  readonly #restingBriefly = new Map<number, number>();
  readonly #randomInt: (below: number) => number;
  #freeCount = roomNumberCount;

  /**
   * @param randomInt a uniform integer in 0..below-1
   * @param resting numbers that rested when the server last stopped; others are free
   */
  constructor(randomInt: (below: number) => number, resting: readonly RestingNumber[]) {
    this.#randomInt = randomInt;
    for (const { number, untilMs } of resting.toSorted((left, right) => left.untilMs - right.untilMs)) {
      this.#remove(Number(number));
      this.#resting.set(Number(number), untilMs);
    }
  }

  /**
   * A random number that is neither in use nor at rest.
   * @throws RequestError `no-room-free` when there is none
   */
  take(nowMs: number): string {
    this.#wake(nowMs);
    if (this.#freeCount === 0) throw new RequestError('no-room-free');
    const value = this.#numbers[this.#randomInt(this.#freeCount)] ?? 0;
    this.#remove(value);
    return formatRoomNumber(value);
  }

  /** Takes one number that is free or rests: a meeting goes on under it. */
  takeAgain(number: string): void {
    const value = Number(number);
    this.#resting.delete(value);
    this.#restingBriefly.delete(value);
    this.#remove(value);
  }

  /** Puts a number that was taken to rest, for 24 hours or for five minutes; returns when it is free again. */
  release(number: string, nowMs: number, briefly = false): number {
    const untilMs = nowMs + (briefly ? briefNumberRestMs : roomNumberRestMs);
    (briefly ? this.#restingBriefly : this.#resting).set(Number(number), untilMs);
    return untilMs;
  }

  #wake(nowMs: number): void {
    for (const resting of [this.#resting, this.#restingBriefly]) {
      for (const [value, untilMs] of resting) {
        if (untilMs > nowMs) break;
        resting.delete(value);
        this.#swap(value, this.#freeCount);
        this.#freeCount += 1;
      }
    }
  }

  #remove(value: number): void {
    if (this.#placeOf(value) >= this.#freeCount) return;
    this.#freeCount -= 1;
    this.#swap(value, this.#freeCount);
  }

  /** Moves `value` to `place`, and the number that stood there to where `value` was. */
  #swap(value: number, place: number): void {
    const other = this.#numbers[place] ?? 0;
    const from = this.#placeOf(value);
    this.#numbers[from] = other;
    this.#places[other] = from;
    this.#numbers[place] = value;
    this.#places[value] = place;
  }

  #placeOf(value: number): number {
    return this.#places[value] ?? roomNumberCount;
  }
}
