// How far signing in has come and how long it will take, for an operator who waits for thousands to register. Used by load-run.

/** From so many on their pace says something about the others. */
const enoughToTell = 20;

export class SignInProgress {
  readonly #people: number;
  readonly #beganMs: number;
  #latestMs: number;
  #count = 0;

  /** @param nowMs on any clock that `note` uses too */
  constructor(people: number, nowMs: number) {
    this.#people = people;
    this.#beganMs = nowMs;
    this.#latestMs = nowMs;
  }

  /** One more is signed in. */
  note(nowMs: number): void {
    this.#count += 1;
    this.#latestMs = nowMs;
  }

  describe(): string {
    const soFar = `signed in ${this.#count}/${this.#people}`;
    const rest = this.#people - this.#count;
    if (this.#count < enoughToTell || rest === 0) return soFar;
    return `${soFar}, about ${inWords((rest * (this.#latestMs - this.#beganMs)) / this.#count)} more`;
  }
}

function inWords(ms: number): string {
  return ms < 90_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
