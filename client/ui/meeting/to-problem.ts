// Turns whatever was thrown into a problem that has a sentence.
import { RequestError } from '../../../protocol/error-codes.ts';
import { CallError } from '../../call/call-error.ts';
import { DeviceError } from '../../media/devices.ts';
import type { Problem } from './meeting-model.ts';

/** Refusals of the server, of the network and of the devices keep their code; anything else is our mistake. */
export function toProblem(error: unknown): Problem {
  if (error instanceof RequestError) return { code: error.code, ...error.details };
  if (error instanceof CallError || error instanceof DeviceError) return { code: error.code };
  console.error(error);
  return { code: 'internal' };
}
