// Whether what failed is asked again by itself, and when. Pure; used by outbox and message-sync.
import { RequestError, type ErrorCode } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';

/** What another try may change: the server has to have heard nothing wrong. */
const passing: ReadonlySet<ErrorCode> = new Set(['too-often', 'database-unavailable', 'internal']);

export type RetryPlan =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

/**
 * @param attempt 0 for the first failure in a row
 * @param random uniform in [0, 1)
 * @throws what is no failure of the server or of the way to it
 */
export function planRetry(error: unknown, attempt: number, random: number): RetryPlan {
  const backoffMs = planRetryDelayMs(attempt, random);
  if (error instanceof CallError) return { kind: 'again', afterMs: backoffMs };
  if (!(error instanceof RequestError)) throw error;
  if (!passing.has(error.code)) return { kind: 'refused', code: error.code };
  return { kind: 'again', afterMs: Math.max(backoffMs, error.details.retryAfterMs ?? 0) };
}
