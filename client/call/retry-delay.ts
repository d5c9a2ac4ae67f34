// How long to wait before the next try to reach the server: growing, bounded, and spread so that not all come at once.

const firstDelayMs = 300;
const longestDelayMs = 5_000;

/**
 * Exponential backoff with full jitter over its upper half.
 * @param attempt 0 for the first retry
 * @param random uniform in [0, 1)
 * @returns milliseconds, 150..5000
 */
export function planRetryDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.round(ceilingMs * (0.5 + random / 2));
}
