// What is missing of one received stream, by the numbers of its packets or pictures. Pure; one per stream, held by watchers.

/** Numbers that jump further than this are a new beginning, not a loss. */
const jumpMax = 3000;

export interface SequenceCount {
  readonly expected: number;
  readonly received: number;
}

export class SequenceWatch {
  readonly #modulo: number;
  #highest: number | undefined;
  #expected = 0;
  #received = 0;

  /** @param modulo where the numbers begin anew, a power of two */
  constructor(modulo: number) {
    this.#modulo = modulo;
  }

  /** Takes in a number. @returns whether nothing is missing directly before it */
  take(sequence: number): boolean {
    const highest = this.#highest;
    const half = this.#modulo / 2;
    const ahead =
      highest === undefined ? 1 : ((sequence - highest + half + this.#modulo) % this.#modulo) - half;
    // A repeated packet is no second one.
    if (ahead === 0) return true;
    this.#received += 1;
    // It came late: its place was counted when it was passed over.
    if (ahead < 0 && ahead > -jumpMax) return false;
    this.#highest = sequence;
    this.#expected += Math.abs(ahead) > jumpMax ? 1 : ahead;
    return ahead === 1;
  }

  /** What came since the last call, and what should have. */
  drain(): SequenceCount {
    const count = { expected: this.#expected, received: this.#received };
    this.#expected = 0;
    this.#received = 0;
    return count;
  }
}
