// The questions that are open at one media worker: few at a time, each asker in turn. Owned by the worker's place in the pool.
import { RequestError } from '../../protocol/error-codes.ts';
import { OrderedQueue, type WaitingWork } from '../limits/ordered-queue.ts';
import { Turns } from '../limits/turns.ts';

/**
 * Questions a worker has before it at a time. One costs it 20 to 200 microseconds, in which it forwards nothing: fifty of the
 * dearest are half a frame of voice, and its heartbeat waits no longer.
 */
export const openQuestionsMax = 50;
/** Questions of one asker that may wait: four times what a peer asks that joins the fullest room. */
export const waitingQuestionsMax = 1200;
/** A full queue is answered in far less. */
const fullQueueRetryMs = 1000;

/** Puts a question to the worker when it is the asker's turn; settles as the question does. */
export type Ask = <T>(question: () => Promise<T>) => Promise<T>;

export class WorkerQuestions {
  readonly #waiting = new Turns<WaitingWork>();
  readonly #queue = new OrderedQueue(openQuestionsMax, {
    add: (question, asker: string) => this.#waiting.add(question, [asker]),
    take: () => this.#waiting.take(),
  });
  #answers = 0;

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
      if (!this.#queue.isFree && this.#waiting.sizeOf(asker) >= waitingMax)
        throw new RequestError('too-often', { retryAfterMs: fullQueueRetryMs });
      return await this.#queue.run(async () => {
        try {
          return await question();
        } finally {
          this.#answers += 1;
        }
      }, asker);
    };
  }
}
