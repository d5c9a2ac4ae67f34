// Which delay most of the latest events stayed below; used by arrival-estimator.

export interface DelayHistogram {
  /** @param delayMs from 0; longer ones than the histogram holds count as its longest */
  add(delayMs: number): void;
  /** The delay that this share (0..1) of what was added stayed below, newer events counting more; 0 before the first one. */
  belowMs(share: number): number;
  /** What delays are measured from was so much later than thought: all of them were shorter by that. */
  shorten(byMs: number): void;
}

const bucketMs = 5;

/** @param memory weight that an event keeps with every later one, 0..1 */
export function createDelayHistogram(longestMs: number, memory: number): DelayHistogram {
  const buckets = new Float64Array(Math.ceil(longestMs / bucketMs) + 1);
  let total = 0;
  /** By how much the delays are still to be shortened, less than a bucket. */
  let owedMs = 0;
  return {
    add(delayMs) {
      for (const [index, weight] of buckets.entries()) buckets[index] = weight * memory;
      const index = Math.min(buckets.length - 1, Math.max(0, Math.floor(delayMs / bucketMs)));
      buckets[index] = (buckets[index] ?? 0) + 1;
      total = total * memory + 1;
    },
    belowMs(share) {
      if (total === 0) return 0;
      let counted = 0;
      const wanted = share * total;
      const index = buckets.findIndex((weight) => (counted += weight) >= wanted);
      return (index === -1 ? buckets.length : index + 1) * bucketMs;
    },
    shorten(byMs) {
      owedMs += byMs;
      const by = Math.floor(owedMs / bucketMs);
      owedMs -= by * bucketMs;
      if (by === 0) return;
      const tooShort = buckets.slice(0, by).reduce((sum, weight) => sum + weight, 0);
      buckets.copyWithin(0, by).fill(0, Math.max(0, buckets.length - by));
      buckets[0] = (buckets[0] ?? 0) + tooShort;
    },
  };
}
