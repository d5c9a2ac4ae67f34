// Which delay most of the latest events stayed below; used by arrival-estimator.

export interface DelayHistogram {
  /** @param delayMs from 0; longer ones than the histogram holds count as its longest */
  add(delayMs: number): void;
  /** The delay that this share (0..1) of what was added stayed below, newer events counting more; 0 before the first one. */
  belowMs(share: number): number;
}

const bucketMs = 5;

/** @param memory weight that an event keeps with every later one, 0..1 */
export function createDelayHistogram(longestMs: number, memory: number): DelayHistogram {
  const buckets = new Float64Array(Math.ceil(longestMs / bucketMs) + 1);
  let total = 0;
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
  };
}
