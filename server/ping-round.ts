// Asks every socket in turn whether it is still there, evenly spread over time. Kept by the socket door.

/** Parts of a round: so many, that twenty thousand sockets are asked some hundreds at a time. */
const turns = 50;

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
  readonly #timer: NodeJS.Timeout;
  #turn = 0;
  #newcomers = 0;

  /** @param roundMs in which everybody is asked once */
  constructor(roundMs: number) {
    this.#timer = setInterval(() => this.#next(), roundMs / turns);
    this.#timer.unref();
  }

  /** Dealt out one by one, so that those who came together are asked at different times. */
  add(pinged: Pinged): void {
    this.#groups[(this.#newcomers += 1) % turns]?.add(pinged);
  }

  /** Sockets come and go seldom: looking for them costs less than to note for each where it is. */
  remove(pinged: Pinged): void {
    for (const group of this.#groups) if (group.delete(pinged)) return;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #next(): void {
    this.#turn = (this.#turn + 1) % turns;
    for (const pinged of this.#groups[this.#turn] ?? []) pinged.ping();
  }
}
