// Who speaks, from two reports of the same levels: a quick one that misses voices which send few packets, and a slow one that
// does not. Pure; kept by the voice gate.

/** Levels in dBov by producer id. */
type Levels = ReadonlyMap<string, number>;

export class LevelReports {
  #quick: Levels = new Map();
  #slow: Levels = new Map();
  /** Those of the slow report that no quick one has had meanwhile: voices that pack several frames together. */
  #slowOnly: Levels = new Map();
  readonly #quickIds = new Set<string>();
  readonly #crowd: number;

  /** @param crowd of more than so many voices it is not believed that most fall silent between two quick reports */
  constructor(crowd: number) {
    this.#crowd = crowd;
  }

  hearQuick(levels: Levels): void {
    this.#quick = levels;
    for (const id of levels.keys()) this.#quickIds.add(id);
  }

  hearSlow(levels: Levels): void {
    this.#slow = levels;
    this.#slowOnly = new Map(Array.from(levels).filter(([id]) => !this.#quickIds.has(id)));
    this.#quickIds.clear();
  }

  /**
   * Everybody who speaks. When a crowd begins at once, the worker has more to do than it can, and loses packets of all: the
   * quick report misses most of them then. Taken for silent they would be let through, and it would never end.
   */
  speaking(): Levels {
    const isLosing = this.#slow.size > this.#crowd && this.#quick.size < this.#slow.size / 2;
    return new Map([...(isLosing ? this.#slow : this.#slowOnly), ...this.#quick]);
  }
}
