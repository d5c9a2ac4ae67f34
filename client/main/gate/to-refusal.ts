// Turns what a handler threw into what its page is told. Used by the gate.
import { RequestError } from '../../../protocol/error-codes.ts';
import { CallError } from '../../link/call-error.ts';
import type { Answer } from '../../ipc.ts';
import { DesktopError } from './call-handlers.ts';

export type Refusal = Extract<Answer<never>, { readonly ok: false }>;

/** `undefined`: a mistake of the program; the page only learns that there was one. */
export function toRefusal(error: unknown): Refusal | undefined {
  if (error instanceof RequestError) return { ok: false, error: error.toAnswer() };
  if (error instanceof DesktopError) return { ok: false, error: { code: error.code } };
  // A broken connection to the server, and none at all, are the same to a page that asked for one answer.
  if (error instanceof CallError) return { ok: false, error: { code: 'server-unreachable' } };
  return undefined;
}
