// Asks senders of JPEG for whole pictures, once for many viewers that begin at the same time. Used by the relay.

/** Whole pictures are asked of one sender at most this often; a viewer waits no longer for its first one. */
export const keyFrameIntervalMs = 200;

/** A pace under this would leave a screen half drawn for minutes. */
const bytesPerSecondMin = 8000;

/** From a viewer that has just begun to watch, or one that fell behind and takes so many bytes a second. */
type KeyFrameRequest = { readonly bytesPerSecond: number | undefined };

/** Collects requests for whole pictures: the first goes out at once, those that follow within the interval go out as one. */
export class KeyFrameRequests {
  readonly #ask: (producerId: string, bytesPerSecond?: number) => void;
  /** Producers asked within the last interval, and what viewers have asked for since. */
  readonly #asked = new Map<string, { next: KeyFrameRequest | undefined }>();

  /** @param ask asks the sender of a producer; the pace is that of the slowest viewer that fell behind, none when a viewer is new */
  constructor(ask: (producerId: string, bytesPerSecond?: number) => void) {
    this.#ask = ask;
  }

  /** @param bytesPerSecond what a receiver that fell behind takes; none for one that has just begun to watch */
  add(producerId: string, bytesPerSecond?: number): void {
    const request = {
      bytesPerSecond: bytesPerSecond && Math.round(Math.max(bytesPerSecondMin, bytesPerSecond)),
    };
    const recent = this.#asked.get(producerId);
    if (recent !== undefined) {
      recent.next = recent.next ? combine(recent.next, request) : request;
      return;
    }
    const state: { next: KeyFrameRequest | undefined } = { next: undefined };
    this.#asked.set(producerId, state);
    this.#ask(producerId, request.bytesPerSecond);
    setTimeout(() => {
      this.#asked.delete(producerId);
      if (state.next) this.add(producerId, state.next.bytesPerSecond);
    }, keyFrameIntervalMs).unref();
  }
}

function combine(one: KeyFrameRequest, other: KeyFrameRequest): KeyFrameRequest {
  if (one.bytesPerSecond === undefined || other.bytesPerSecond === undefined)
    return { bytesPerSecond: undefined };
  return { bytesPerSecond: Math.min(one.bytesPerSecond, other.bytesPerSecond) };
}
