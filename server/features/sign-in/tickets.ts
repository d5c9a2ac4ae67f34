// Words that open the socket once, within 30 seconds, so that a session's token never travels there.
import { randomBytes } from 'node:crypto';

const lifetimeMs = 30_000;
/** Drawn by one account at most 60 a minute; beyond this the oldest is worth nothing any more. */
const ticketsMax = 10_000;

interface Ticket {
  readonly sessionId: string;
  readonly expiresAtMs: number;
}

export class Tickets {
  readonly #now: () => number;
  /** The oldest first; all last equally long. */
  readonly #tickets = new Map<string, Ticket>();

  /** @param now milliseconds on a monotonic clock */
  constructor(now: () => number) {
    this.#now = now;
  }

  draw(sessionId: string): string {
    this.#dropOld();
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.set(ticket, { sessionId, expiresAtMs: this.#now() + lifetimeMs });
    return ticket;
  }

  /** The session a ticket was drawn for, the first time it is shown; `undefined` for any other. */
  redeem(ticket: string): string | undefined {
    const found = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return found !== undefined && found.expiresAtMs > this.#now() ? found.sessionId : undefined;
  }

  #dropOld(): void {
    for (const [ticket, { expiresAtMs }] of this.#tickets) {
      if (expiresAtMs > this.#now() && this.#tickets.size < ticketsMax) return;
      this.#tickets.delete(ticket);
    }
  }
}
