// Whether a request that was refused as too frequent is repeated automatically. Pure; used by the signalling.
import { RequestError } from '../../protocol/error-codes.ts';

/**
 * The requests by which a call recovers, for several sources at once and after each of several breaks. No others: of two
 * actions of a person, the later must stay the last.
 */
const recoveryRequests: ReadonlySet<string> = new Set([
  'room:resume',
  'media:reopen',
  'media:connect',
  'media:produce',
  'media:produce-data',
]);
/** For longer a person would be waiting; they are told instead. */
const patienceMs = 3000;
const attemptsMax = 4;

/**
 * @param attempt 1 for the first
 * @returns how long to wait before the next, in milliseconds; `undefined` where the error is to be told
 */
export function planPatience(name: string, attempt: number, error: unknown): number | undefined {
  if (!(error instanceof RequestError) || error.code !== 'too-often') return undefined;
  if (!recoveryRequests.has(name) || attempt >= attemptsMax) return undefined;
  const { retryAfterMs } = error.details;
  return retryAfterMs !== undefined && retryAfterMs <= patienceMs ? retryAfterMs : undefined;
}
