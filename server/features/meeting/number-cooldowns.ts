// Writes down which room numbers rest, so that a restart does not hand them out. The rooms' listener calls it.
import type { Logger } from 'pino';
import type { RestingNumberStore } from '../../../sql/resting-number-store.ts';

export class NumberCooldowns {
  readonly #store: Pick<RestingNumberStore, 'save'>;
  readonly #log: Logger;
  readonly #pending = new Set<Promise<void>>();

  constructor(store: Pick<RestingNumberStore, 'save'>, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  /** Stores one number; a failure is logged and costs no more than that the number may be drawn after a restart. */
  keep(number: string, untilMs: number): void {
    const saving = this.#store.save(number, untilMs).catch((error: unknown) => {
      this.#log.error({ err: error, room: number }, 'a resting room number could not be stored');
    });
    this.#pending.add(saving);
    void saving.finally(() => this.#pending.delete(saving));
  }

  /** Resolves when everything is stored. */
  async settle(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
