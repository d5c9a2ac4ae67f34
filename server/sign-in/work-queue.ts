// Does expensive work a few at a time, and refuses more than can be done soon. Used for password hashing.
import { RequestError } from '../../protocol/error-codes.ts';

export interface WorkQueueLimits {
  /** How many run at once. */
  readonly running: number;
  /** How many may wait; further ones are refused. */
  readonly waiting: number;
  /** What a refused caller is told to wait, in milliseconds. */
  readonly retryAfterMs: number;
}

export class WorkQueue {
  readonly #limits: WorkQueueLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: WorkQueueLimits) {
    this.#limits = limits;
  }

  /** @throws RequestError `too-often` when the queue is full; nothing was done then */
  requirePlace(): void {
    const { waiting, retryAfterMs } = this.#limits;
    if (this.#waiting.length >= waiting) throw new RequestError('too-often', { retryAfterMs });
  }

  /** What `work` returns or throws, once its turn came. @throws RequestError `too-often` when the queue is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.running) {
      this.requirePlace();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is free.
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
