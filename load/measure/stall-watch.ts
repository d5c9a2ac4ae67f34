// When a process of the crew itself stood still: what it hears late because of that is not the server's doing. Pure; held by the meter.

/** Signs of life come at least every 4 ms; a longer silence than this is no chance. */
const silenceMaxMs = 10;
/** What came before that is no longer asked for: nothing is under way for so long. */
const keptMs = 5000;

interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

export class StallWatch {
  #lastSignMs: number | undefined;
  #stalls: Stall[] = [];
  #totalMs = 0;

  /** The process does something at this moment. @param atMs on any clock that does not go back */
  sign(atMs: number): void {
    const fromMs = this.#lastSignMs ?? atMs;
    this.#lastSignMs = atMs;
    if (atMs - fromMs <= silenceMaxMs) return;
    this.#totalMs += atMs - fromMs;
    this.#stalls = this.#stalls.filter(({ toMs }) => atMs - toMs < keptMs);
    this.#stalls.push({ fromMs, toMs: atMs });
  }

  /** How much of a stretch of time the process stood still, in milliseconds. */
  duringMs(fromMs: number, toMs: number): number {
    return this.#stalls.reduce(
      (sum, stall) => sum + Math.max(0, Math.min(toMs, stall.toMs) - Math.max(fromMs, stall.fromMs)),
      0,
    );
  }

  /** All standing still since the last call, in milliseconds. */
  drainMs(): number {
    const totalMs = this.#totalMs;
    this.#totalMs = 0;
    return totalMs;
  }
}
