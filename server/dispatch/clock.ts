// The two clocks that features are handed; a test holds both in its hand.

export interface Clock {
  /** Milliseconds since the epoch, for what outlives the server. */
  readonly now: () => number;
  /** Milliseconds on a clock that never goes back, for what lasts so and so long. */
  readonly elapsedMs: () => number;
}

/** The clocks of this machine. */
export const machineClock: Clock = { now: () => Date.now(), elapsedMs: () => performance.now() };
