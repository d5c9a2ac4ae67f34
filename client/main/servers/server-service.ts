// Which server the program is at: choosing, trusting, remembering and leaving one. Answers the calls of the connect page; made by
// `create-desktop.ts`.
import type { Session } from 'electron';
import { type Invitation, writeHash } from '../../link/invitation.ts';
import { type DesktopLink, writeLink } from '../../link/desktop-link.ts';
import type { ConnectOutcome, KnownServer } from '../../ipc.ts';
import { type CallHandlers, DesktopError } from '../gate/call-handlers.ts';
import type { DesktopStore, KeptServer } from '../store/desktop-data.ts';
import type { CertificateGuard } from './certificate-guard.ts';
import { parseAddress } from './parse-address.ts';
import { type ProbeSession, probeServer } from './probe-server.ts';

/** A person waits: a server that is there answers within two seconds over any line that carries a call. */
const answerDeadlineMs = 8000;
/** At the start the window stays empty no longer than this. */
const patienceMs = 1500;

export interface ServerServiceParts {
  readonly store: DesktopStore;
  /** Of the meeting's session. */
  readonly guard: Pick<CertificateGuard, 'hasRefused'>;
  readonly meetingSession: Pick<Session, 'clearStorageData' | 'closeAllConnections'>;
  /** A session that was never used before, for one look at a server. */
  readonly openProbeSession: () => ProbeSession;
  /** Moves the main window to a server's page; within the same page when it is there. @param hash begins with `#` */
  readonly showMeeting: (origin: string, hash?: string) => void;
  /** Moves the main window to the program's own page. */
  readonly showConnect: () => void;
  /** Ends the program and starts it again, with a link as its argument. */
  readonly startAgain: (link?: string) => void;
  /** Removes the kept sign-in of a server. */
  readonly forgetSignIn: (origin: string) => void;
  readonly deadlineMs?: number;
}

/** A certificate that a person was just shown, and where they wanted to go. */
interface Reported {
  readonly origin: string;
  readonly fingerprint: string;
  readonly invitation: Invitation | undefined;
}

type ServerCalls = 'servers:list' | 'servers:connect' | 'servers:trust' | 'servers:forget' | 'server:leave';

export class ServerService {
  readonly #parts: ServerServiceParts;
  #connectedOrigin: string | null = null;
  #reported: Reported | undefined;
  #suggested: string | undefined;
  /** Counts what the person asked for: only the last may move the window. */
  #wishes = 0;

  constructor(parts: ServerServiceParts) {
    this.#parts = parts;
  }

  /** The server whose page the main window shows; `null` while it shows the program's own page. */
  get connectedOrigin(): string | null {
    return this.#connectedOrigin;
  }

  /** The program starts. @param origin of the server to go to; without one the server used last, or the person is asked */
  async start(origin = this.#parts.store.data.servers[0]?.origin): Promise<void> {
    if (origin === undefined) return this.suggest();
    const wish = this.#wishes + 1;
    const patience = setTimeout(() => {
      // The person may choose another one meanwhile.
      if (wish === this.#wishes) this.#showConnect(origin);
    }, patienceMs);
    try {
      await this.#open(origin, undefined, origin);
    } finally {
      clearTimeout(patience);
    }
  }

  /** Opens a meeting of a server that the program knows; when that fails, the connect page has the link ready. */
  async openLink(link: DesktopLink): Promise<void> {
    if (link.origin !== this.#connectedOrigin) return this.#open(link.origin, link, writeLink(link));
    this.#wishes += 1;
    this.#parts.showMeeting(link.origin, writeHash(link));
  }

  /** Shows the connect page. @param address in its field already, for the person to confirm */
  suggest(address?: string): void {
    this.#wishes += 1;
    this.#showConnect(address);
  }

  handlers(): Pick<CallHandlers, ServerCalls> {
    const { store } = this.#parts;
    return {
      'servers:list': () => ({
        servers: store.data.servers.map(toKnown),
        ...(this.#suggested !== undefined && { suggested: this.#suggested }),
      }),
      'servers:connect': ({ address }) => {
        const parsed = parseAddress(address);
        if ('error' in parsed) throw new DesktopError(parsed.error);
        return this.#connect(parsed.origins, parsed.invitation);
      },
      'servers:trust': ({ origin, fingerprint }) => this.#trust(origin, fingerprint),
      'servers:forget': async ({ origin }) => {
        await this.#forget(origin);
        return {};
      },
      'server:leave': () => {
        this.suggest();
        return {};
      },
    };
  }

  /** @param address what the connect page offers when it fails */
  async #open(origin: string, invitation: Invitation | undefined, address?: string): Promise<void> {
    const wish = this.#wishes + 1;
    try {
      const { kind } = await this.#connect([origin], invitation);
      if (kind === 'connected') return;
    } catch (error) {
      if (!(error instanceof DesktopError)) throw error;
    }
    if (wish === this.#wishes) this.#showConnect(address);
  }

  #showConnect(address: string | undefined): void {
    this.#suggested = address;
    this.#connectedOrigin = null;
    this.#parts.showConnect();
  }

  /** Goes to the first of the origins that answers as a Plenum server, or asks for trust in it. */
  async #connect(origins: readonly string[], invitation: Invitation | undefined): Promise<ConnectOutcome> {
    const wish = (this.#wishes += 1);
    let failure = new DesktopError('server-unreachable');
    for (const origin of origins) {
      try {
        return await this.#tryServer(wish, origin, this.#pinOf(origin), invitation);
      } catch (error) {
        if (!(error instanceof DesktopError)) throw error;
        // Something that answers says more than nothing that does.
        if (failure.code === 'server-unreachable') failure = error;
      }
    }
    throw failure;
  }

  /** Pins nothing but the certificate that this program itself saw at that server last. */
  async #trust(origin: string, fingerprint: string): Promise<ConnectOutcome> {
    const reported = this.#reported;
    if (reported?.origin !== origin || reported.fingerprint !== fingerprint) {
      throw new DesktopError('bad-arguments');
    }
    const wish = (this.#wishes += 1);
    const outcome = await this.#tryServer(wish, origin, fingerprint, reported.invitation);
    // It shows yet another one now: nothing was pinned before, so that is unknown and not changed.
    if (outcome.kind !== 'changed-certificate') return outcome;
    this.#reported = { ...reported, fingerprint: outcome.seen };
    return { kind: 'unknown-certificate', origin, fingerprint: outcome.seen };
  }

  async #tryServer(
    wish: number,
    origin: string,
    pin: string | undefined,
    invitation: Invitation | undefined,
  ): Promise<ConnectOutcome> {
    const session = this.#parts.openProbeSession();
    const { deadlineMs = answerDeadlineMs } = this.#parts;
    const outcome = await probeServer({ origin, pin, session, deadlineMs });
    if (outcome.kind === 'unknown') {
      this.#reported = { origin, fingerprint: outcome.seen, invitation };
      return { kind: 'unknown-certificate', origin, fingerprint: outcome.seen };
    }
    if (outcome.kind === 'changed') {
      return { kind: 'changed-certificate', origin, pinned: outcome.pinned, seen: outcome.seen };
    }
    if (wish === this.#wishes) this.#enter(origin, outcome.pinned, invitation);
    return { kind: 'connected' };
  }

  /** @param pin of the certificate in use; without one the system trusts it, and an earlier pin is dropped */
  #enter(origin: string, pin: string | undefined, invitation: Invitation | undefined): void {
    const { store, guard } = this.#parts;
    const known = store.data.servers.find((other) => other.origin === origin);
    const isSame = known?.fingerprint === pin;
    const server: KeptServer = {
      origin,
      ...(pin !== undefined && { fingerprint: pin }),
      ...(isSame && known?.mediaAllowed && { mediaAllowed: true }),
    };
    store.change({ servers: [server, ...this.#others(origin)] });
    this.#reported = undefined;
    this.#suggested = undefined;
    if (pin !== undefined && guard.hasRefused(origin, pin)) {
      return this.#parts.startAgain(invitation && writeLink({ origin, ...invitation }));
    }
    this.#connectedOrigin = origin;
    this.#parts.showMeeting(origin, invitation && writeHash(invitation));
  }

  async #forget(origin: string): Promise<void> {
    const { store, meetingSession, forgetSignIn } = this.#parts;
    store.change({ servers: this.#others(origin) });
    if (this.#reported?.origin === origin) this.#reported = undefined;
    forgetSignIn(origin);
    // What its pages kept goes too, and lines that were opened with its certificate.
    await Promise.all([meetingSession.clearStorageData({ origin }), meetingSession.closeAllConnections()]);
  }

  #others(origin: string): KeptServer[] {
    return this.#parts.store.data.servers.filter((server) => server.origin !== origin);
  }

  #pinOf(origin: string): string | undefined {
    return this.#parts.store.data.servers.find((server) => server.origin === origin)?.fingerprint;
  }
}

/** What the connect page is sent about a server. */
function toKnown({ origin, fingerprint }: KeptServer): KnownServer {
  return fingerprint === undefined ? { origin } : { origin, fingerprint };
}
