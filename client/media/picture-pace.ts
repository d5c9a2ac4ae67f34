// How many bytes a second pictures may take when every receiver is slow: what the server says the fastest of them takes, then
// carefully more. Pure; used by the encoding worker.

export interface PicturePace {
  /** The server says that the fastest receiver takes so many bytes a second. */
  limit(bytesPerSecond: number, nowMs: number): void;
  /** A picture of so many bytes was sent. */
  spend(bytes: number, nowMs: number): void;
  /** Whether another picture may go. */
  isReady(nowMs: number): boolean;
}

/** Less than what was measured, so that what waits on the way drains meanwhile. */
const firstRatio = 0.9;
/** The pace rises by this much a second until the server complains again: doubled in seven seconds. */
const growthPerSecond = 1.1;
/** No longer a limit: more than any source sends. */
const freeBytesPerSecond = 2_000_000;

export function createPicturePace(): PicturePace {
  let start: { readonly bytesPerSecond: number; readonly atMs: number } | undefined;
  let readyAtMs = 0;

  /** `undefined` without a limit. */
  const paceAt = (nowMs: number): number | undefined => {
    if (start === undefined) return undefined;
    const pace = start.bytesPerSecond * growthPerSecond ** ((nowMs - start.atMs) / 1000);
    return pace < freeBytesPerSecond ? pace : undefined;
  };

  return {
    limit(bytesPerSecond, nowMs) {
      start = { bytesPerSecond: firstRatio * bytesPerSecond, atMs: nowMs };
    },
    spend(bytes, nowMs) {
      const pace = paceAt(nowMs);
      readyAtMs = pace === undefined ? nowMs : Math.max(readyAtMs, nowMs) + (1000 * bytes) / pace;
    },
    isReady: (nowMs) => paceAt(nowMs) === undefined || nowMs >= readyAtMs,
  };
}
