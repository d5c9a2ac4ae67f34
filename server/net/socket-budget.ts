// What one socket may send, and how often it may be refused, before it is cut off. Owned by its line.
import { refusalsMax, socketPaces } from '../../protocol/limits.ts';
import { multiplied, type Quota, planPace } from '../limits/plan-pace.ts';

/** What one socket may send: frames, bytes and refusals, each by a pace of its own. */
export class SocketBudget {
  readonly #allowance: number;
  #frames: Quota | undefined;
  #bytes: Quota | undefined;
  #refusals = { startMs: Number.NEGATIVE_INFINITY, count: 0 };

  /** @param allowance how many times as much as the protocol says is allowed */
  constructor(allowance: number) {
    this.#allowance = allowance;
  }

  /** A frame came. @param nowMs of a clock that never goes back @returns whether it may have come */
  takeFrame(bytes: number, nowMs: number): boolean {
    const frames = planPace(this.#frames, multiplied(socketPaces.frames, this.#allowance), nowMs);
    const read = planPace(this.#bytes, multiplied(socketPaces.bytes, this.#allowance), nowMs, bytes);
    this.#frames = frames.permits;
    this.#bytes = read.permits;
    return frames.waitMs === 0 && read.waitMs === 0;
  }

  /** A request was refused for what it is. @returns whether the socket may go on */
  countRefusal(nowMs: number): boolean {
    const { startMs, count } = this.#refusals;
    const isOver = nowMs - startMs >= 1000 * refusalsMax.seconds;
    this.#refusals = isOver ? { startMs: nowMs, count: 1 } : { startMs, count: count + 1 };
    return this.#refusals.count < this.#allowance * refusalsMax.count;
  }
}
