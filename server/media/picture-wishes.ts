// Asks senders of JPEG for whole pictures, but not for each of many viewers that begin at once. Used by the relay.

/** Whole pictures are asked of one sender at most this often; a viewer waits no longer for its first one. */
export const wishIntervalMs = 200;

/** A pace under this would leave a screen half drawn for minutes. */
const bytesPerSecondMin = 8000;

/** Who needs a whole picture: one that has just begun to watch, or one that fell behind and takes so many bytes a second. */
type Wish = { readonly bytesPerSecond: number | undefined };

/** Collects wishes for pictures: the first goes out at once, those that follow closely together as one. */
export class PictureWishes {
  readonly #ask: (producerId: string, bytesPerSecond?: number) => void;
  /** Producers asked within the last interval, and what somebody has wished since. */
  readonly #asked = new Map<string, { next: Wish | undefined }>();

  /** @param ask tells the sender of a producer; the pace is that of the slowest who fell behind, none when somebody is new */
  constructor(ask: (producerId: string, bytesPerSecond?: number) => void) {
    this.#ask = ask;
  }

  /** @param bytesPerSecond what a receiver that fell behind takes; none for one that has just begun to watch */
  wish(producerId: string, bytesPerSecond?: number): void {
    const wish = {
      bytesPerSecond: bytesPerSecond && Math.round(Math.max(bytesPerSecondMin, bytesPerSecond)),
    };
    const recent = this.#asked.get(producerId);
    if (recent !== undefined) {
      recent.next = recent.next ? combine(recent.next, wish) : wish;
      return;
    }
    const state: { next: Wish | undefined } = { next: undefined };
    this.#asked.set(producerId, state);
    this.#ask(producerId, wish.bytesPerSecond);
    setTimeout(() => {
      this.#asked.delete(producerId);
      if (state.next) this.wish(producerId, state.next.bytesPerSecond);
    }, wishIntervalMs).unref();
  }
}

function combine(one: Wish, other: Wish): Wish {
  if (one.bytesPerSecond === undefined || other.bytesPerSecond === undefined)
    return { bytesPerSecond: undefined };
  return { bytesPerSecond: Math.min(one.bytesPerSecond, other.bytesPerSecond) };
}
