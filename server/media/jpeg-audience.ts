// Who watches each JPEG source of a room, and who of them is slow: the fastest receiver sets the sender's pace. Pure; used by the relay.

/** A receiver counts as slow for so long after it fell behind: until then a sender that was slowed down has found its limit again. */
export const slowMemoryMs = 15_000;

interface Viewer {
  /** When it fell behind last, and what it took then. */
  behind: { readonly atMs: number; readonly bytesPerSecond: number } | undefined;
}

export class JpegAudience {
  readonly #viewers = new Map<string, Map<string, Viewer>>();

  /** A receiver, known by its consumer, begins or ends to watch a source. */
  watched(producerId: string, viewerId: string, isWatched: boolean): void {
    const viewers = this.#viewers.get(producerId) ?? new Map<string, Viewer>();
    if (isWatched && !viewers.has(viewerId)) viewers.set(viewerId, { behind: undefined });
    if (!isWatched) viewers.delete(viewerId);
    if (viewers.size > 0) this.#viewers.set(producerId, viewers);
    else this.#viewers.delete(producerId);
  }

  /**
   * A receiver fell behind and has caught up.
   * @param bytesPerSecond what it took meanwhile
   * @param nowMs on any clock that never goes back
   * @returns what the sender should keep to: what the fastest receiver takes; `undefined` while one of them keeps up, for a slow
   *   receiver must not slow the others
   */
  fellBehind(
    producerId: string,
    viewerId: string,
    bytesPerSecond: number,
    nowMs: number,
  ): number | undefined {
    const viewers = this.#viewers.get(producerId);
    const viewer = viewers?.get(viewerId);
    if (viewers === undefined || viewer === undefined) return undefined;
    viewer.behind = { atMs: nowMs, bytesPerSecond };
    const taken = [...viewers.values()].map(({ behind }) =>
      behind !== undefined && nowMs - behind.atMs < slowMemoryMs
        ? behind.bytesPerSecond
        : Number.POSITIVE_INFINITY,
    );
    const fastest = Math.max(...taken);
    return fastest === Number.POSITIVE_INFINITY ? undefined : fastest;
  }
}
