// What answers the pages' calls: one handler per call of the contract, made by the part of the program that it is about.
import type { CallInput, CallName, CallOutput, DesktopErrorCode } from '../../ipc.ts';

/** Throws DesktopError, RequestError or CallError for a refusal; the gate turns them into answers. */
export type CallHandlers = {
  readonly [N in CallName]: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>;
};

/** A refusal of the program itself. */
export class DesktopError extends Error {
  readonly code: DesktopErrorCode;

  constructor(code: DesktopErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'DesktopError';
    this.code = code;
  }
}
