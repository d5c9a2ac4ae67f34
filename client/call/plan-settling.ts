// When something that was refused, or not answered, is asked again because it is still wanted. Pure.
import { type ErrorCode, RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';

/** Refusals that pass: the server is busy, or its media worker is being started again. */
const passingRefusals: ReadonlySet<ErrorCode> = new Set([
  'too-often',
  'media-unavailable',
  'server-busy',
  'internal',
]);
/** About three quarters of a minute; a server that names no time and still refuses then will go on refusing. */
const attemptsMax = 12;

/** Whether the same request may be taken a little later. */
export function isPassingRefusal(error: unknown): boolean {
  return error instanceof RequestError && passingRefusals.has(error.code);
}

/**
 * @param error why the last attempt failed
 * @param attempt 0 for the first that failed
 * @param isOnline whether the connection stands now; one that broke is recovered elsewhere, and the request begins again
 * @param random uniform in [0, 1)
 * @returns how long to wait before the next attempt, in milliseconds; `undefined` where there is none
 */
export function planSettling(
  error: unknown,
  attempt: number,
  isOnline: boolean,
  random: number,
): number | undefined {
  if (error instanceof CallError) return isOnline ? planRetryDelayMs(attempt, random) : undefined;
  if (!(error instanceof RequestError) || !isPassingRefusal(error)) return undefined;
  const { retryAfterMs } = error.details;
  if (retryAfterMs !== undefined) return retryAfterMs;
  return attempt < attemptsMax ? planRetryDelayMs(attempt, random) : undefined;
}
