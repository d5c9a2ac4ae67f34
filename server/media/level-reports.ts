// Who speaks, from two reports of the same levels: a quick one that misses voices which send few packets, and a slow one that
// does not. Pure; kept by the voice gate.

/** Levels in dBov by speaker id. */
type Levels = ReadonlyMap<string, number>;

export class LevelReports {
  readonly #crowdMin: number;
  #quick: Levels = new Map();
  #slow: Levels = new Map();
  /** Those of the slow report that no quick one has had meanwhile: voices that pack several frames together. */
  #slowOnly: Levels = new Map();
  readonly #quickIds = new Set<string>();

  /** @param crowdMin so many voices at the same time are a crowd */
  constructor(crowdMin: number) {
    this.#crowdMin = crowdMin;
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

  /** All who speak. */
  speaking(): Levels {
    return new Map([...this.#slowOnly, ...this.#quick]);
  }

  /** Whether a crowd speaks. Over only when a slow report says so: a worker with too much to do makes quick ones miss voices. */
  isCrowd(): boolean {
    return Math.max(this.#quick.size, this.#slow.size) >= this.#crowdMin;
  }
}
