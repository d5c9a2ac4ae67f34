// Counts pictures and tells how many came within the last second; used wherever pictures are shown or sent.

export interface FrameRate {
  /** @param nowMs any clock that rises */
  count(nowMs: number): void;
  /** Pictures since the start. */
  total(): number;
  /** Pictures within the second before `nowMs`. */
  perSecond(nowMs: number): number;
}

export function createFrameRate(): FrameRate {
  let total = 0;
  let recentMs: number[] = [];
  const forgetOlder = (nowMs: number) => {
    recentMs = recentMs.filter((atMs) => nowMs - atMs < 1000);
  };
  return {
    count(nowMs) {
      total += 1;
      recentMs.push(nowMs);
      forgetOlder(nowMs);
    },
    total: () => total,
    perSecond(nowMs) {
      forgetOlder(nowMs);
      return recentMs.length;
    },
  };
}
