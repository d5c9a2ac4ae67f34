// Looks at a server before its page is opened: is it there, is it Plenum, and will its certificate do? Used by `server-service.ts`.
import type { Session } from 'electron';
import { DesktopError } from '../gate/call-handlers.ts';
import type { Electron } from '../electron.ts';
import { checkAnswer, readCheck } from './certificate-check.ts';
import { type FetchingSession, requestRules } from './fetching-session.ts';
import { type CertificateVerdict, judgeCertificate, type SeenCertificate } from './judge-certificate.ts';
import { isPlenumHealth } from './read-health.ts';

export type ProbeSession = FetchingSession &
  Pick<Session, 'setCertificateVerifyProc' | 'closeAllConnections'>;

export type ProbeOutcome =
  /** `pinned`: the certificate is not trusted by the system, but the pinned one. */
  | { readonly kind: 'plenum'; readonly pinned?: string }
  | { readonly kind: 'unknown'; readonly seen: string }
  | { readonly kind: 'changed'; readonly pinned: string; readonly seen: string };

let sessionsOpened = 0;

/**
 * A session for one look. Chromium keeps each verdict about a certificate for half an hour and cannot be told to forget it: a
 * session that refused a certificate would go on refusing it after the person trusts it, and one that took it after they forget
 * it. A new session knows nothing.
 */
export function openProbeSession(electron: Pick<Electron, 'session'>): ProbeSession {
  sessionsOpened += 1;
  return electron.session.fromPartition(`look-${sessionsOpened}`, { cache: false });
}

interface Probe {
  readonly origin: string;
  /** Fingerprint of the certificate that this server must show, where the system does not trust it. */
  readonly pin: string | undefined;
  /** Used for nothing else, before or after. */
  readonly session: ProbeSession;
  readonly deadlineMs: number;
}

/**
 * Nothing is sent to a server whose certificate will not do.
 * @throws DesktopError `server-unreachable` or `not-a-plenum-server`
 */
export async function probeServer({ origin, pin, session, deadlineMs }: Probe): Promise<ProbeOutcome> {
  let seen: SeenCertificate | undefined;
  // Over plain HTTP none is shown, and nothing asks.
  let verdict: CertificateVerdict = { kind: 'accept' };
  session.setCertificateVerifyProc((request, answer) => {
    seen = readCheck(request);
    if (seen === undefined) return answer(checkAnswer.refuse);
    verdict = judgeCertificate(seen, pin === undefined ? [] : [pin]);
    if (seen.isTrusted) return answer(checkAnswer.system);
    return answer(verdict.kind === 'accept' ? checkAnswer.accept : checkAnswer.refuse);
  });
  try {
    const isPlenum = await askHealth(session, origin, deadlineMs);
    if (!isPlenum) throw new DesktopError('not-a-plenum-server');
    return describe(seen, verdict);
  } catch (cause) {
    if (cause instanceof DesktopError) throw cause;
    // A certificate that will not do is itself the reason why there was no answer.
    if (verdict.kind !== 'accept') return describe(seen, verdict);
    throw new DesktopError('server-unreachable', { cause });
  } finally {
    session.closeAllConnections().catch(() => undefined);
  }
}

function describe(seen: SeenCertificate | undefined, verdict: CertificateVerdict): ProbeOutcome {
  if (seen === undefined) return { kind: 'plenum' };
  if (verdict.kind === 'unknown') return { kind: 'unknown', seen: seen.fingerprint };
  if (verdict.kind === 'changed') return { kind: 'changed', pinned: verdict.pinned, seen: seen.fingerprint };
  return seen.isTrusted ? { kind: 'plenum' } : { kind: 'plenum', pinned: seen.fingerprint };
}

async function askHealth(session: ProbeSession, origin: string, deadlineMs: number): Promise<boolean> {
  const response = await session.fetch(`${origin}/healthz`, {
    ...requestRules,
    signal: AbortSignal.timeout(deadlineMs),
  });
  return isPlenumHealth(response);
}
