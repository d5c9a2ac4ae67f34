// A network of servers with certificates, in memory, and a service in front of it. Used by the tests of this folder.
import type { KnownServer } from '../../ipc.ts';
import type { DesktopStore } from '../store/desktop-data.ts';
import { healData } from '../store/heal-data.ts';
import { CertificateGuard } from './certificate-guard.ts';
import type { ProbeSession } from './probe-server.ts';
import { ServerService } from './server-service.ts';

export interface FakeServer {
  /** Two hexadecimal digits that its certificate's fingerprint repeats; none over plain HTTP. */
  certificate?: string;
  isTrusted?: boolean;
  answer?: () => Response | Promise<Response>;
}
export const healthy = () => Response.json({ status: 'ok' });
export const fingerprintOf = (pair: string): string => pair.repeat(32);

type CertificateProc = Parameters<ProbeSession['setCertificateVerifyProc']>[0];

/** Verifies as Chromium does: each verdict is kept for its host and certificate, and nothing takes it back. */
class FakeSession implements ProbeSession {
  readonly requests: string[] = [];
  readonly cleared: unknown[] = [];
  closed = 0;
  readonly #servers: Map<string, FakeServer>;
  readonly #verdicts = new Map<string, number>();
  #proc: CertificateProc = null;

  constructor(servers: Map<string, FakeServer>) {
    this.#servers = servers;
  }

  setCertificateVerifyProc(proc: CertificateProc): void {
    this.#proc = proc;
  }

  async fetch(address: string, init?: RequestInit): Promise<Response> {
    const url = new URL(address);
    const server = this.#servers.get(url.origin);
    if (server === undefined) throw new Error('net::ERR_CONNECTION_REFUSED');
    if (url.protocol === 'https:' && !this.#verify(url.hostname, server)) throw new Error('net::ERR_CERT');
    this.requests.push(address);
    const aborted = new Promise<never>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new Error('net::ERR_ABORTED')));
    });
    return Promise.race([(server.answer ?? healthy)(), aborted]);
  }

  async closeAllConnections(): Promise<void> {
    this.closed += 1;
  }

  async clearStorageData(options: unknown): Promise<void> {
    this.cleared.push(options);
  }

  #verify(hostname: string, { certificate = '00', isTrusted = false }: FakeServer): boolean {
    const key = `${hostname} ${certificate}`;
    if (!this.#verdicts.has(key)) this.#verdicts.set(key, this.#ask(hostname, certificate, isTrusted));
    const verdict = this.#verdicts.get(key);
    return verdict === 0 || (verdict === -3 && isTrusted);
  }

  #ask(hostname: string, pair: string, isTrusted: boolean): number {
    const fingerprint = `sha256/${Buffer.from(fingerprintOf(pair), 'hex').toString('base64')}`;
    const request = { hostname, certificate: { fingerprint }, errorCode: isTrusted ? 0 : -202 };
    let verdict = -3;
    // Only what the program reads of the request is there.
    this.#proc?.(
      request as unknown as Parameters<NonNullable<CertificateProc>>[0],
      (result) => (verdict = result),
    );
    return verdict;
  }
}

/** A service that has been at the given servers, in a network that is empty at first. */
export function openFakeService(known: KnownServer[] = [], deadlineMs?: number) {
  const servers = new Map<string, FakeServer>();
  let data = healData({ servers: known }, 'en');
  const store: DesktopStore = {
    get data() {
      return data;
    },
    change: (change) => (data = { ...data, ...change }),
  };
  const meetingSession = new FakeSession(servers);
  const guard = new CertificateGuard(store);
  guard.protect(meetingSession);
  const probes: FakeSession[] = [];
  const moves: string[] = [];
  const service = new ServerService({
    store,
    guard,
    meetingSession,
    openProbeSession: () => {
      const session = new FakeSession(servers);
      probes.push(session);
      return session;
    },
    showMeeting: (origin, hash = '') => moves.push(origin + hash),
    showConnect: () => moves.push('connect page'),
    startAgain: (link = '') => moves.push(`start again ${link}`),
    forgetSignIn: (origin) => moves.push(`forget ${origin}`),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  return { servers, store, meetingSession, probes, moves, service, calls: service.handlers() };
}
