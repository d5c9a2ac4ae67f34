// Turns whatever was thrown into a problem that has a sentence.
import type { StoreApi } from 'zustand';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { DeviceError } from '../media/devices.ts';
import { EffectError } from '../media/effects/effect-camera.ts';
import { showProblem } from './device-problems.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import { BackgroundError } from './local-background.ts';

/** Refusals of the server, of the network and of the devices keep their code; anything else is our mistake. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RequestError) return refused(error);
  if (isCoded(error)) return { code: error.code };
  if (error instanceof EffectError) return { code: 'effect-failed' };
  console.error(error);
  return { code: 'internal' };
}

function refused({ code, details }: RequestError): Problem {
  // The client asks nothing that needs a session without one: it has been ended elsewhere.
  if (code === 'not-signed-in') return { code: 'session-ended' };
  const { retryAfterMs } = details;
  return { code, ...details, ...(retryAfterMs !== undefined && { retryAtMs: Date.now() + retryAfterMs }) };
}

/** Does something; what goes wrong is shown. */
export async function showingProblems(
  store: StoreApi<MeetingState>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    showProblem(store, toProblem(error));
  }
}

function isCoded(error: unknown): error is CallError | DeviceError | BackgroundError {
  return error instanceof CallError || error instanceof DeviceError || error instanceof BackgroundError;
}
