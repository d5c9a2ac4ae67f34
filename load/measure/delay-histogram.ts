// A histogram of delays, small enough to be sent every second, and added up over processes. Pure.

/** Upper end of the first bucket. */
const smallestMs = 0.05;
/** Each bucket is longer than the one before by this: what is read is right within 2 %. */
const ratio = 1.04;
/** The longest that is told apart is about a minute. */
const bucketsMax = 360;

/** Pairs of bucket and count. */
export type HistogramParts = readonly (readonly [number, number])[];

export class DelayHistogram {
  readonly #counts = new Float64Array(bucketsMax);
  #total = 0;

  /** @param ms below 0 counts as 0: clocks of two machines agree only so far */
  add(ms: number): void {
    const index = ms <= smallestMs ? 0 : Math.ceil(Math.log(ms / smallestMs) / Math.log(ratio));
    this.#count(Math.min(bucketsMax - 1, index), 1);
  }

  get total(): number {
    return this.#total;
  }

  /**
   * The delay in milliseconds that this share of all stayed below.
   * @param share 0..1
   * @returns `undefined` when nothing was added
   */
  belowMs(share: number): number | undefined {
    if (this.#total === 0) return undefined;
    const wanted = Math.max(1, share * this.#total);
    let counted = 0;
    const index = this.#counts.findIndex((count) => (counted += count) >= wanted);
    return bucketEndMs(index === -1 ? bucketsMax - 1 : index);
  }

  merge(parts: HistogramParts): void {
    for (const [index, count] of parts) this.#count(index, count);
  }

  /** What is in it, leaving out empty buckets. */
  parts(): HistogramParts {
    return Array.from(this.#counts, (count, index) => [index, count] as const).filter(
      ([, count]) => count > 0,
    );
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }

  #count(index: number, count: number): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + count;
    this.#total += count;
  }
}

/** Delays in a bucket are at most this long. */
export function bucketEndMs(index: number): number {
  return smallestMs * ratio ** index;
}
