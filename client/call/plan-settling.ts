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
/** Which refusals are worth asking again, and how often. */
export interface AskingRule {
  readonly isPassing: (code: ErrorCode) => boolean;
  /** Attempts where the server names no time. */
  readonly attemptsMax: number;
}

/** About three quarters of a minute; a server that names no time and still refuses then will go on refusing. */
const settlingRule: AskingRule = { isPassing: (code) => passingRefusals.has(code), attemptsMax: 12 };

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  readonly error: unknown;
  /** 0 for the first. */
  readonly attempt: number;
  /** Whether the connection stands now; one that broke is opened again by others, who begin again. */
  readonly isOnline: boolean;
  /** Uniform in [0, 1). */
  readonly random: number;
}

/** Whether the same request may be taken a little later. */
export function isPassingRefusal(error: unknown): boolean {
  return error instanceof RequestError && passingRefusals.has(error.code);
}

/** @returns how long to wait before the next attempt, in milliseconds; `undefined` where there is none */
export function planSettling(
  { error, attempt, isOnline, random }: FailedAttempt,
  { isPassing, attemptsMax }: AskingRule = settlingRule,
): number | undefined {
  if (error instanceof CallError) return isOnline ? planRetryDelayMs(attempt, random) : undefined;
  if (!(error instanceof RequestError) || !isPassing(error.code)) return undefined;
  const { retryAfterMs } = error.details;
  if (retryAfterMs !== undefined) return retryAfterMs;
  return attempt < attemptsMax ? planRetryDelayMs(attempt, random) : undefined;
}
