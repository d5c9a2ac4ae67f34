// Which sign-ins on new devices this device shows. Pure; asked by the controller of signed-in devices.
import type { NewSignIn } from '../../protocol/account/signed-in-devices.ts';

interface NewSignInsPlan {
  readonly shown: readonly NewSignIn[];
  /** Up to when this device knows of them, by the server's clock; kept where it differs from what was kept. */
  readonly knownUntilMs: number;
}

/**
 * Each device of an account decides for itself, so that none can keep another from showing them.
 * @param listed by the server, the latest first
 * @param knownUntilMs kept on this device; `undefined` where the account is here for the first time: what was before is not news
 * @param ownSessionId of this device, whose own sign-in is no news either
 */
export function planNewSignIns(
  listed: readonly NewSignIn[],
  knownUntilMs: number | undefined,
  ownSessionId: string | undefined,
): NewSignInsPlan {
  const latestMs = latestOf(listed);
  if (knownUntilMs === undefined) return { shown: [], knownUntilMs: latestMs };
  const shown = listed.filter(
    ({ sessionId, signedInAtMs }) => sessionId !== ownSessionId && signedInAtMs > knownUntilMs,
  );
  return { shown, knownUntilMs: shown.length > 0 ? knownUntilMs : Math.max(latestMs, knownUntilMs) };
}

/** Milliseconds since the epoch, by the server's clock; 0 for none. */
export function latestOf(signIns: readonly NewSignIn[]): number {
  return Math.max(0, ...signIns.map(({ signedInAtMs }) => signedInAtMs));
}
