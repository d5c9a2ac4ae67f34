// Tells the server when the person is away from this window, and when they are back. Made by the meeting's controller.

/** Without a key, a click or a touch for so long the person is away. */
const awayAfterMs = 5 * 60_000;

export interface PresenceReporterParts {
  readonly report: (away: boolean) => Promise<unknown>;
  readonly later: (ms: number, work: () => void) => () => void;
}

export class PresenceReporter {
  readonly #parts: PresenceReporterParts;
  #isAway = false;
  #isOnline = false;
  #callOff: () => void = () => undefined;

  constructor(parts: PresenceReporterParts) {
    this.#parts = parts;
    this.used();
  }

  /** A key, a click or a touch: the person is here. */
  used(): void {
    this.#callOff();
    this.#callOff = this.#parts.later(awayAfterMs, () => this.#set(true));
    this.#set(false);
  }

  /** The socket stands: the server knows nothing of this window yet. */
  connected(): void {
    this.#isOnline = true;
    if (this.#isAway) this.#send();
  }

  disconnected(): void {
    this.#isOnline = false;
  }

  #set(away: boolean): void {
    if (away === this.#isAway) return;
    this.#isAway = away;
    if (this.#isOnline) this.#send();
  }

  /** What does not arrive is told at the next connect. */
  #send(): void {
    this.#parts.report(this.#isAway).catch(() => undefined);
  }
}
