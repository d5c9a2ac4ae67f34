// Whether what was asked too often is asked again by itself. Pure; used by the signalling.
import { RequestError } from '../../protocol/error-codes.ts';

/**
 * What a call asks when it is mended, of several sources at once and after each of several breaks. Nothing else: of two wishes
 * that a person utters one after the other, the later must stay the last.
 */
const mendingRequests: ReadonlySet<string> = new Set([
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
  if (!mendingRequests.has(name) || attempt >= attemptsMax) return undefined;
  const { retryAfterMs } = error.details;
  return retryAfterMs !== undefined && retryAfterMs <= patienceMs ? retryAfterMs : undefined;
}
