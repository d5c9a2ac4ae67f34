// The one error of this package; its code says whose mistake it was.

/**
 * - `bad-setting`: a setting is out of range or contradicts another.
 * - `bad-frame`: the sound is not exactly one frame.
 * - `bad-packet`: the bytes are not one whole Speex frame; `conceal` gives sound in its place.
 * - `bad-module`: the WebAssembly module is not this package's, or could not be loaded.
 * - `out-of-memory`: no room for another coder.
 * - `closed`: the coder was closed before.
 */
export type SpeexErrorCode =
  | 'bad-setting'
  | 'bad-frame'
  | 'bad-packet'
  | 'bad-module'
  | 'out-of-memory'
  | 'closed';

export class SpeexError extends Error {
  override readonly name = 'SpeexError';
  readonly code: SpeexErrorCode;

  constructor(code: SpeexErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
