// Asks every socket in turn whether it is still there, evenly spread over time. Kept by the socket door.

/** Parts of a round: so many, that twenty thousand sockets are asked some hundreds at a time. */
const turns = 50;
/** As long as there are no more sockets than this, several turns are taken at once: waking up costs more than to ask twenty. */
const fewSockets = 1000;
const turnsAtOnce = 10;

export interface Pinged {
  /** Asked once a round. */
  ping(): void;
}

/**
 * One timer for all. Turns are counted, not time: when the process stood still, what came meanwhile is read before the
 * next turn, so that nobody is held for lost because of it.
 */
export class PingRound {
  readonly #groups = Array.from({ length: turns }, () => new Set<Pinged>());
  readonly #turnMs: number;
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;
  #newcomers = 0;
  #sockets = 0;

  /** @param roundMs in which everybody is asked once */
  constructor(roundMs: number) {
    this.#turnMs = roundMs / turns;
    this.#goOn(1);
  }

  /** Dealt out one by one, so that those who came together are asked at different times. */
  add(pinged: Pinged): void {
    this.#groups[(this.#newcomers += 1) % turns]?.add(pinged);
    this.#sockets += 1;
  }

  /** Sockets come and go seldom: looking for them costs less than to note for each where it is. */
  remove(pinged: Pinged): void {
    if (this.#groups.some((group) => group.delete(pinged))) this.#sockets -= 1;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #goOn(afterTurns: number): void {
    this.#timer = setTimeout(() => this.#next(), afterTurns * this.#turnMs);
    this.#timer.unref();
  }

  #next(): void {
    const atOnce = this.#sockets > fewSockets ? 1 : turnsAtOnce;
    this.#goOn(atOnce);
    for (let taken = 0; taken < atOnce; taken += 1) {
      this.#turn = (this.#turn + 1) % turns;
      for (const pinged of this.#groups[this.#turn] ?? []) pinged.ping();
    }
  }
}
