// Tells the server whether own producers are muted or over until it agrees; of several changes the last one counts. Used by media-sender.
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';

/** What the server is to make of a producer. */
export type ProducerState = 'flowing' | 'muted' | 'over';

export interface ProducerTellerParts {
  /** Asks the server. @throws RequestError for a refusal, CallError when the connection is broken */
  readonly ask: (producerId: string, state: ProducerState) => Promise<unknown>;
  /** Whether the connection stands: an answer that did not come is asked for again then. */
  readonly isOnline: () => boolean;
  /** Whether the transports of the producers are closed, so that there is nothing to send. */
  readonly isOver: () => boolean;
  readonly wait: (ms: number) => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

interface Telling {
  wanted: ProducerState;
  readonly done: Promise<void>;
}

export class ProducerTeller {
  readonly #parts: ProducerTellerParts;
  readonly #tellings = new Map<string, Telling>();

  constructor(parts: ProducerTellerParts) {
    this.#parts = parts;
  }

  /**
   * Settles when the server agrees with the last wish for this producer; nothing follows `over`.
   * @throws CallError when the connection broke, after which both sides are compared anyway; RequestError when no retry can help
   */
  tell(producerId: string, wanted: ProducerState): Promise<void> {
    const running = this.#tellings.get(producerId);
    if (running) {
      if (running.wanted !== 'over') running.wanted = wanted;
      return running.done;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const telling: Telling = { wanted, done: promise };
    this.#tellings.set(producerId, telling);
    this.#untilAgreed(producerId, telling).then(resolve, reject);
    return promise;
  }

  /** Settles when the server knows of all producers that are over. */
  async ended(): Promise<void> {
    const endings = [...this.#tellings.values()].filter(({ wanted }) => wanted === 'over');
    await Promise.allSettled(endings.map(({ done }) => done));
  }

  async #untilAgreed(producerId: string, telling: Telling): Promise<void> {
    try {
      for (let attempt = 0; !this.#parts.isOver(); attempt += 1) {
        const { wanted } = telling;
        const waitMs = await this.#ask(producerId, wanted, attempt);
        // Nothing may be awaited between this look and the end of the telling: a wish of then would be lost.
        if (waitMs === undefined && wanted === telling.wanted) return;
        if (waitMs !== undefined) await this.#parts.wait(waitMs);
      }
    } finally {
      this.#tellings.delete(producerId);
    }
  }

  /** @returns how long to wait before the next try, in milliseconds; `undefined` when the server agrees */
  async #ask(producerId: string, wanted: ProducerState, attempt: number): Promise<number | undefined> {
    try {
      await this.#parts.ask(producerId, wanted);
      return undefined;
    } catch (error) {
      // What the server does not have is muted and over.
      if (error instanceof RequestError && error.code === 'no-such-producer') return undefined;
      if (isFinal(error, this.#parts.isOnline())) throw error;
      const asked = error instanceof RequestError ? error.details.retryAfterMs : undefined;
      return asked ?? planRetryDelayMs(attempt, this.#parts.random());
    }
  }
}

const finalRefusals: readonly string[] = ['bad-request', 'unknown-request', 'not-signed-in', 'not-in-room'];

/** What another try cannot change. */
function isFinal(error: unknown, isOnline: boolean): boolean {
  if (error instanceof RequestError) return finalRefusals.includes(error.code);
  return !(error instanceof CallError && isOnline);
}
