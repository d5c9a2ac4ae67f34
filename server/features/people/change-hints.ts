// Sends accounts that their contacts changed: however many changes come at a time, each account gets one notice. Made by createPeople.
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';

/** What comes within so many milliseconds is one notice: a thousand requests are a handful of them. */
const gatherMs = 300;

export class ChangeHints {
  readonly #outbox: Pick<AccountOutbox, 'toAccount'>;
  /** The latest number of each account. */
  readonly #waiting = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(outbox: Pick<AccountOutbox, 'toAccount'>) {
    this.#outbox = outbox;
  }

  /** @param cursor up to which the account's contacts changed */
  note(accountId: string, cursor: number): void {
    this.#waiting.set(accountId, Math.max(cursor, this.#waiting.get(accountId) ?? 0));
    this.#timer ??= setTimeout(() => this.flush(), gatherMs);
  }

  /** Sends what waits. */
  flush(): void {
    this.close();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [accountId, cursor] of waiting)
      this.#outbox.toAccount(accountId, { name: 'contacts:changed', body: { cursor } });
  }

  /** What waits is not sent any more. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
