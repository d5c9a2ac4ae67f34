// Why a microphone, camera or screen could not be opened, as one of the codes that the screens have sentences for.

/** Devices that a person can be asked for. */
export type DeviceKind = 'camera' | 'microphone' | 'share';

export type DeviceErrorCode =
  | 'camera-refused'
  | 'camera-missing'
  | 'camera-busy'
  | 'microphone-refused'
  | 'microphone-missing'
  | 'microphone-busy'
  | 'share-refused'
  | 'share-unsupported'
  | 'insecure-page';

export class DeviceError extends Error {
  readonly code: DeviceErrorCode;

  constructor(code: DeviceErrorCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'DeviceError';
    this.code = code;
  }
}

/**
 * The code for what the browser threw.
 * @param name of the DOMException that `getUserMedia` or `getDisplayMedia` rejected with
 */
export function deviceErrorCode(kind: DeviceKind, name: string): DeviceErrorCode {
  const isMissing = name === 'NotFoundError' || name === 'OverconstrainedError';
  if (kind === 'share')
    return isMissing || name === 'NotSupportedError' ? 'share-unsupported' : 'share-refused';
  if (isMissing) return `${kind}-missing`;
  // Another program has it (NotReadableError), or the driver failed while it opened (AbortError).
  if (name === 'NotReadableError' || name === 'AbortError') return `${kind}-busy`;
  return `${kind}-refused`;
}
