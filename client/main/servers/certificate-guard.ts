// Lets the meeting's session talk to servers with a trusted or a pinned certificate only. Set up by `create-desktop.ts`.
import type { Session } from 'electron';
import type { DesktopStore } from '../store/desktop-data.ts';
import { checkAnswer, readCheck } from './certificate-check.ts';
import { hostOf, judgeCertificate, pinsOfHost } from './judge-certificate.ts';

export class CertificateGuard {
  readonly #store: Pick<DesktopStore, 'data'>;
  readonly #refused = new Set<string>();

  constructor(store: Pick<DesktopStore, 'data'>) {
    this.#store = store;
  }

  /** To be called before the session's first request: what was verified earlier is not asked again. */
  protect(session: Pick<Session, 'setCertificateVerifyProc'>): void {
    session.setCertificateVerifyProc((request, answer) => {
      const seen = readCheck(request);
      if (seen === undefined) return answer(checkAnswer.refuse);
      if (seen.isTrusted) return answer(checkAnswer.system);
      const pins = pinsOfHost(this.#store.data.servers, request.hostname);
      if (judgeCertificate(seen, pins).kind === 'accept') return answer(checkAnswer.accept);
      this.#refused.add(keyOf(request.hostname, seen.fingerprint));
      return answer(checkAnswer.refuse);
    });
  }

  /**
   * Whether the session refused this certificate since the program started. Chromium keeps such an answer for half an hour and
   * Electron has no way to take it back, so that a pin that comes later takes effect with the program's next start.
   */
  hasRefused(origin: string, fingerprint: string): boolean {
    return this.#refused.has(keyOf(hostOf(origin), fingerprint));
  }
}

function keyOf(hostname: string, fingerprint: string): string {
  return `${hostname} ${fingerprint}`;
}
