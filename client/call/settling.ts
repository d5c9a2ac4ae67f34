// Brings this side and the server to agree: what was refused and is still wanted is asked again. Used by call only.
import { planSettling } from './plan-settling.ts';

export interface SettlingParts {
  /** Asks for everything that is not agreed yet, and remembers what is; rejects with why not all of it is. */
  readonly settle: () => Promise<void>;
  /** Whether the connection stands. */
  readonly isOnline: () => boolean;
  /** What another attempt cannot change. */
  readonly failed: (error: unknown) => void;
}

/** Wishes that come together leave together; while a refusal is waited out they wait with it. */
export class Settling {
  readonly #parts: SettlingParts;
  #planned = false;
  #ended = false;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: SettlingParts) {
    this.#parts = parts;
  }

  /** Something is wanted otherwise than before. */
  plan(): void {
    if (this.#planned || this.#timer !== undefined) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      void this.#run();
    });
  }

  /** As `plan`, without waiting any longer: the connection is another one. */
  planNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#attempt = 0;
    this.plan();
  }

  /** Nothing is asked any more. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    if (this.#ended) return;
    try {
      await this.#parts.settle();
      this.#attempt = 0;
    } catch (error) {
      if (!this.#ended) this.#waitOut(error);
    }
  }

  #waitOut(error: unknown): void {
    const waitMs = planSettling(error, this.#attempt, this.#parts.isOnline(), Math.random());
    if (waitMs === undefined) {
      this.#attempt = 0;
      this.#parts.failed(error);
      return;
    }
    this.#attempt += 1;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, waitMs);
  }
}

/**
 * Repeats a request until the server accepts it, for as long as it is wanted.
 * @returns the answer; `undefined` when it is not wanted any more
 * @throws what another attempt cannot change; CallError when the connection broke, which is recovered elsewhere
 */
export async function askUntilTaken<T>(
  ask: () => Promise<T>,
  isWanted: () => boolean,
  isOnline: () => boolean,
): Promise<T | undefined> {
  for (let attempt = 0; isWanted(); attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const waitMs = planSettling(error, attempt, isOnline(), Math.random());
      if (waitMs === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  return undefined;
}
