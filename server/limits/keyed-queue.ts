// Work on the same thing is done one after the other, on different things at once. Used by the files feature.
import pLimit, { type LimitFunction } from 'p-limit';

export class KeyedQueue {
  readonly #queues = new Map<string, LimitFunction>();

  /** Runs `work` after what was asked with the same key before. @returns what it returns; throws what it throws */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? pLimit(1);
    this.#queues.set(key, queue);
    try {
      return await queue(work);
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) this.#queues.delete(key);
    }
  }
}
