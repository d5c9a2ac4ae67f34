// The form in which Electron asks about a certificate and takes the answer. Used by the probe and the guard.
import type { Request } from 'electron';
import { readFingerprint, type SeenCertificate } from './judge-certificate.ts';

/** What Electron's verification takes as an answer. `system`: as the system judged by itself. */
export const checkAnswer = { accept: 0, refuse: -2, system: -3 } as const;

/** @returns `undefined` when the fingerprint is of a form that this program does not know: then nothing is trusted */
export function readCheck(request: Pick<Request, 'certificate' | 'errorCode'>): SeenCertificate | undefined {
  const fingerprint = readFingerprint(request.certificate.fingerprint);
  // Of the code, since the word beside it is `OK` in the documentation and `net::OK` in the program.
  return fingerprint === undefined ? undefined : { fingerprint, isTrusted: request.errorCode === 0 };
}
