// When to try again to reach the server, and for how long: growing, bounded, and spread so that not all come at once. Pure.

const firstDelayMs = 300;
const longestDelayMs = 5_000;
/** A way that stands is opened in six round trips; where packets vanish, a new try is quicker than TCP's patience. */
const briskTryMs = 4_000;
/** On a slow and lossy way no brisk try would ever end. */
const patientTryMs = 10_000;

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

/**
 * How long one try may last before the next one begins; every third is patient.
 * @param attempt 0 for the first retry
 * @returns milliseconds
 */
export function planTryMs(attempt: number): number {
  return attempt % 3 === 2 ? patientTryMs : briskTryMs;
}
