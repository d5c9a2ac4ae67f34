// Runs a few at a time, and lets an order choose which of those that wait is next. Used for password hashing and for media workers.
import pLimit, { type LimitFunction } from 'p-limit';

/** What waits for its turn. */
export interface WaitingWork {
  /** Begins it; settles when it is over. */
  begin(): Promise<unknown>;
  /** Ends the wait of what was taken out of the order without having begun. */
  refuse(error: Error): void;
}

/** Which of those that wait comes next. `Place`: what it needs to know of each. */
export interface WaitingOrder<Place> {
  add(work: WaitingWork, place: Place): void;
  /** `undefined` when nothing waits. */
  take(): WaitingWork | undefined;
}

export class OrderedQueue<Place> {
  readonly #limit: LimitFunction;
  readonly #order: WaitingOrder<Place>;

  /** @param running how many run at once */
  constructor(running: number, order: WaitingOrder<Place>) {
    this.#limit = pLimit(running);
    this.#order = order;
  }

  /** Whether work would begin at once. */
  get isFree(): boolean {
    return this.#limit.activeCount < this.#limit.concurrency;
  }

  /** What `work` returns or throws, once its turn came; the error of `refuse` when it was taken out of the order before. */
  run<Result>(work: () => Promise<Result>, place: Place): Promise<Result> {
    if (this.isFree) return this.#limit(work);
    return new Promise((resolve, refuse) => {
      const begin = (): Promise<Result> => {
        const done = work();
        resolve(done);
        return done;
      };
      this.#order.add({ begin, refuse }, place);
      // A place that falls free goes to whichever work is next then; the one who asked for that work hears of its failure.
      this.#limit(async () => this.#order.take()?.begin()).catch(() => undefined);
    });
  }
}
