// Asks senders of JPEG for whole pictures, but not for each of many viewers that begin at once. Used by the relay.

/** Whole pictures are asked of one sender at most this often; a viewer waits no longer for its first one. */
export const wishIntervalMs = 200;

/** Collects wishes for pictures: the first goes out at once, those that follow closely together as one. */
export class PictureWishes {
  readonly #ask: (producerId: string) => void;
  /** Producers asked within the last interval, and whether somebody has wished since. */
  readonly #asked = new Map<string, { again: boolean }>();

  /** @param ask tells the sender of a producer */
  constructor(ask: (producerId: string) => void) {
    this.#ask = ask;
  }

  wish(producerId: string): void {
    const recent = this.#asked.get(producerId);
    if (recent !== undefined) {
      recent.again = true;
      return;
    }
    const state = { again: false };
    this.#asked.set(producerId, state);
    this.#ask(producerId);
    setTimeout(() => {
      this.#asked.delete(producerId);
      if (state.again) this.wish(producerId);
    }, wishIntervalMs).unref();
  }
}
