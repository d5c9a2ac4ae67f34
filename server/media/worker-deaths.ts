// Counts how often the worker of one place died, so that one that keeps dying is given up for a while. Used by the worker pool.

/** As long as a death is remembered. */
const memoryMs = 60_000;
/** So many within that time are no accident: starting another one would only end the next meeting. */
const deathsMax = 5;

export class WorkerDeaths {
  #atMs: number[] = [];

  /** Notes a death. @returns whether there were too many: no other worker is to be started */
  note(nowMs: number): boolean {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < memoryMs), nowMs];
    return this.#atMs.length >= deathsMax;
  }
}
