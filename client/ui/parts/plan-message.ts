// How long a message stays by itself. Used by the message region.
import type { ProblemCode } from '../texts/problem-code.ts';

/** Long enough to read two sentences twice. */
const passingMs = 15_000;

/** What still holds after the sentence has been read, or what happened while the person may not have looked. */
const lasting: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'version-mismatch',
  'unknown-request',
  'account-disabled',
  'ticket-invalid',
  'media-given-up',
  'server-closing',
  'server-draining',
  'session-ended',
  'share-not-resumed',
  'insecure-page',
  'loopback-unused',
  // The person may pass its id on to the operator.
  'internal',
]);

/**
 * @param remainingMs until what was refused may be tried again, where the refusal says so
 * @returns milliseconds; `undefined` for what stays until it is dismissed or no longer true
 */
export function messageLifeMs(code: ProblemCode, remainingMs: number | undefined): number | undefined {
  if (remainingMs !== undefined) return remainingMs;
  return lasting.has(code) ? undefined : passingMs;
}
