// A signalling driven by hand, for tests: what is asked waits until the test answers, refuses, or breaks the connection.
import type { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from './call-error.ts';
import type { Signalling } from './signalling.ts';

export interface AskedRequest {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly answer: (value: unknown) => void;
  readonly refuse: (error: RequestError | CallError) => void;
}

export class FakeSignalling {
  online = true;
  /** Everything that was asked, in order. */
  readonly asked: AskedRequest[] = [];
  /** How often the caller asked whether the connection stands. */
  checks = 0;
  readonly #waiting = new Set<AskedRequest>();

  request(name: string, input: Record<string, unknown>): Promise<unknown> {
    if (!this.online) return Promise.reject(new CallError('connection-lost'));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const asked: AskedRequest = {
      name,
      input,
      answer: (value) => {
        this.#waiting.delete(asked);
        resolve(value);
      },
      refuse: (error) => {
        this.#waiting.delete(asked);
        reject(error);
      },
    };
    this.asked.push(asked);
    this.#waiting.add(asked);
    return promise;
  }

  async check(): Promise<boolean> {
    this.checks += 1;
    return this.online;
  }

  /** The one that is constructed with, in the place of the real one. */
  get signalling(): Signalling {
    return this as unknown as Signalling;
  }

  /** The oldest request of a name that waits for its answer. @throws Error when there is none */
  waiting(name: string): AskedRequest {
    const found = [...this.#waiting].find((asked) => asked.name === name);
    if (!found)
      throw new Error(
        `no request ${name} was sent; sent: ${this.asked.map((asked) => asked.name).join(', ')}`,
      );
    return found;
  }

  /** Whether a request of this name waits for its answer. */
  isWaiting(name: string): boolean {
    return [...this.#waiting].some((asked) => asked.name === name);
  }

  /** The connection breaks: what waits gets no answer any more. */
  breakConnection(): void {
    this.online = false;
    for (const asked of this.#waiting) asked.refuse(new CallError('connection-lost'));
  }
}

/** Lets everything run that waits for nothing but promises. Works with real and with fake timers. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
