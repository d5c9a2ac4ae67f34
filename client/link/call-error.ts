// Failures of the way to the server, as opposed to refusals by it (protocol/error-codes.ts).

export type CallErrorCode = 'server-unreachable' | 'connection-lost';

/** Thrown by account requests and signalling when no answer came. */
export class CallError extends Error {
  readonly code: CallErrorCode;

  constructor(code: CallErrorCode, options?: ErrorOptions) {
    super(
      code === 'server-unreachable' ? 'The server cannot be reached.' : 'The connection to the server broke.',
      options,
    );
    this.name = 'CallError';
    this.code = code;
  }
}
