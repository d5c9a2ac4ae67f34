// Tells a new press of the mute key from one that is held: the system only tells of presses, and repeats them while a key is down.
// Used by `key-service.ts`.

/**
 * The longest time between two repeats of a held key. The first repeat comes after half a second on systems left as they were; a
 * longer time would swallow presses that are meant, a shorter one would switch back and forth while the key is down.
 */
const repeatGapMs = 600;

export class MutePress {
  #lastMs = Number.NEGATIVE_INFINITY;

  /**
   * @param nowMs a clock that does not go back
   * @returns whether this is a press of its own
   */
  isNew(nowMs: number): boolean {
    const gapMs = nowMs - this.#lastMs;
    this.#lastMs = nowMs;
    return gapMs > repeatGapMs;
  }
}
