// The questions that are open at one media worker: few at a time, each asker in turn. Owned by the worker's place in the pool.
import { RequestError } from '../../protocol/error-codes.ts';

/**
 * Questions a worker has before it at a time. One costs it 20 to 200 microseconds, in which it forwards nothing: fifty of the
 * dearest are half a frame of voice, and its heartbeat waits no longer.
 */
export const openQuestionsMax = 50;
/** Questions of one asker that may wait: four times what somebody asks who comes into the fullest room. */
export const waitingQuestionsMax = 1200;
/** A full queue is answered in far less. */
const fullQueueRetryMs = 1000;

/** Puts a question to the worker when it is the asker's turn; settles as the question does. */
export type Ask = <T>(question: () => Promise<T>) => Promise<T>;

export class WorkerQuestions {
  #open = 0;
  #answers = 0;
  /** By asker, in the order in which their turns come; only those of whom something waits. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** How many answers the worker has given: one more is a sign of life. */
  get answers(): number {
    return this.#answers;
  }

  /**
   * The way of one asker to the worker.
   * @param asker for example the id of a peer; several ways of the same name take turns as one
   * @param waitingMax more than that are refused with RequestError `too-often`
   */
  askerOf(asker: string, waitingMax = waitingQuestionsMax): Ask {
    return async (question) => {
      await this.#turn(asker, waitingMax);
      try {
        return await question();
      } finally {
        this.#answers += 1;
        this.#open -= 1;
        this.#next();
      }
    };
  }

  /** Resolves when one of the places is the asker's. */
  #turn(asker: string, waitingMax: number): Promise<void> {
    const waiting = this.#waiting.get(asker) ?? [];
    if (waiting.length >= waitingMax) throw new RequestError('too-often', { retryAfterMs: fullQueueRetryMs });
    return new Promise((resolve) => {
      waiting.push(resolve);
      this.#waiting.set(asker, waiting);
      this.#next();
    });
  }

  #next(): void {
    while (this.#open < openQuestionsMax) {
      const [first] = this.#waiting;
      if (first === undefined) return;
      const [asker, waiting] = first;
      const begin = waiting.shift();
      // Whoever has more to ask goes to the end.
      this.#waiting.delete(asker);
      if (waiting.length > 0) this.#waiting.set(asker, waiting);
      this.#open += 1;
      begin?.();
    }
  }
}
