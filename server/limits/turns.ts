// The order of what waits: askers take turns, and the work of one asker keeps its order. Used by ordered-queue's askers.

/**
 * Jobs by whose they are: a path of keys, the widest first, such as a network and an address within it. At each key of the path
 * the keys below take turns.
 */
export class Turns<Job> {
  /** In the order in which their turns come; only those with something waiting. */
  readonly #below = new Map<string, Turns<Job>>();
  /** Jobs whose path ends here. */
  readonly #own: Job[] = [];
  #size = 0;

  /** How many jobs wait. */
  get size(): number {
    return this.#size;
  }

  /** The first keys of the paths of those that wait. */
  keys(): Iterable<string> {
    return this.#below.keys();
  }

  /** How many of them have a path that begins with this key. */
  sizeOf(key: string): number {
    return this.#below.get(key)?.size ?? 0;
  }

  add(job: Job, [key, ...path]: readonly string[]): void {
    this.#size += 1;
    if (key === undefined) {
      this.#own.push(job);
      return;
    }
    const turns = this.#below.get(key) ?? new Turns<Job>();
    turns.add(job, path);
    this.#below.set(key, turns);
  }

  /** The job whose turn it is; its key goes behind the others, at every step of the path. */
  take(): Job | undefined {
    const [first] = this.#below;
    if (first === undefined) return this.#count(this.#own.shift());
    const [key, turns] = first;
    const job = turns.take();
    this.#below.delete(key);
    if (turns.size > 0) this.#below.set(key, turns);
    return this.#count(job);
  }

  /** The last job of a key; below it, of the key that has the most. */
  takeLast(key: string): Job | undefined {
    const turns = this.#below.get(key);
    if (turns === undefined) return undefined;
    const job = turns.#takeLastOfTheMost();
    if (turns.size === 0) this.#below.delete(key);
    return this.#count(job);
  }

  #takeLastOfTheMost(): Job | undefined {
    let most: readonly [key: string, size: number] | undefined;
    for (const [key, { size }] of this.#below) if (size > (most?.[1] ?? 0)) most = [key, size];
    return most === undefined ? this.#count(this.#own.pop()) : this.takeLast(most[0]);
  }

  #count(taken: Job | undefined): Job | undefined {
    if (taken !== undefined) this.#size -= 1;
    return taken;
  }
}
