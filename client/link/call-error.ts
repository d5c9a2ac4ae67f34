// Failures of the way to the server, as opposed to refusals by it (protocol/error-codes.ts).

export type CallErrorCode = keyof typeof meanings;

const meanings = {
  'server-unreachable': 'The server cannot be reached.',
  'connection-lost': 'The connection to the server broke.',
  'loopback-unused': 'The server receives media on loopback alone, which this browser does not use.',
} as const;

/** Thrown by account requests and signalling when no answer came; shown by a call whose media finds no way. */
export class CallError extends Error {
  readonly code: CallErrorCode;

  constructor(code: CallErrorCode, options?: ErrorOptions) {
    super(meanings[code], options);
    this.name = 'CallError';
    this.code = code;
  }
}
