// Who is signed in at the server that the program is at. Answers the page's `session:` calls and keeps the token, which no page
// ever sees; made by `create-desktop.ts`.
import { RequestError } from '../../../protocol/error-codes.ts';
import { AccountApi, type AccountRequestName, type Session } from '../../link/account-api.ts';
import type { CallOutput } from '../../ipc.ts';
import { type CallHandlers, DesktopError } from '../gate/call-handlers.ts';
import { type FetchingSession, requestRules } from '../servers/fetching-session.ts';
import type { KnownDevices } from './known-devices.ts';
import type { Vault } from './vault.ts';

type SessionCalls = Extract<keyof CallHandlers, `session:${string}`>;
type Account = NonNullable<CallOutput<'session:restore'>>;

export interface SessionServiceParts {
  readonly vault: Pick<Vault, 'read' | 'keep' | 'forget'>;
  readonly devices: KnownDevices;
  /** The session of the pages, whose certificates are checked. */
  readonly meetingSession: FetchingSession;
  /** The server whose page the main window shows; `null` for none. */
  readonly connectedOrigin: () => string | null;
}

export class SessionService {
  readonly #parts: SessionServiceParts;
  /** By origin, until the program ends: a page that crashed, or was left, is signed in when it comes back. */
  readonly #tokens = new Map<string, string>();

  constructor(parts: SessionServiceParts) {
    this.#parts = parts;
  }

  /** What is kept of a server's sign-in is removed. Nothing is told to the server. */
  forget(origin: string): void {
    this.#tokens.delete(origin);
    this.#parts.vault.forget(origin);
  }

  handlers(): Pick<CallHandlers, SessionCalls> {
    return {
      'session:restore': () => this.#restore(this.#requireOrigin()),
      'session:sign-in': async ({ login, password, staySignedIn }) => {
        const origin = this.#requireOrigin();
        const deviceKey = this.#parts.devices.read(origin, login);
        const session = await this.#api(origin).signIn(login, password, deviceKey);
        return this.#take(origin, session, staySignedIn);
      },
      'session:register': async (form) => {
        const origin = this.#requireOrigin();
        return this.#take(origin, await this.#api(origin).register(form), true);
      },
      'session:ticket': async () => {
        const origin = this.#requireOrigin();
        return { ticket: await this.#api(origin).issueTicket(this.#requireToken(origin)) };
      },
      'session:sign-out': ({ everywhere }) => this.#signOut(this.#requireOrigin(), everywhere),
      'session:devices': () => {
        const origin = this.#requireOrigin();
        return this.#api(origin).devices(this.#requireToken(origin));
      },
      'session:sign-out-device': async ({ sessionId }) => {
        const origin = this.#requireOrigin();
        await this.#api(origin).signOutDevice(this.#requireToken(origin), sessionId);
        return {};
      },
      'session:sign-out-others': async () => {
        const origin = this.#requireOrigin();
        await this.#api(origin).signOutOthers(this.#requireToken(origin));
        return {};
      },
      'session:change-password': ({ current, next }) =>
        this.#changePassword(this.#requireOrigin(), current, next),
      'session:ask': async ({ name, input }) => {
        const origin = this.#requireOrigin();
        const token = this.#requireToken(origin);
        // The page is the server's own: which requests there are, and their form, is between the two.
        const asked = name as AccountRequestName;
        return { answer: await this.#api(origin).ask(token, asked, input) };
      },
      'session:forget': () => {
        this.forget(this.#requireOrigin());
        return {};
      },
    };
  }

  async #restore(origin: string): Promise<Account | null> {
    const token = this.#tokenOf(origin);
    if (token === undefined) return null;
    try {
      return withoutToken(await this.#api(origin).describe(token));
    } catch (error) {
      const isRefused = error instanceof RequestError && error.code === 'not-signed-in';
      // A refused token is worth nothing any more; an unreachable server may come back.
      if (!isRefused) throw error;
      // The person may have signed in while the server was asked about the old one.
      if (this.#tokenOf(origin) === token) this.forget(origin);
      return null;
    }
  }

  /** Forgotten here first, whatever the server says, and whether it answers at all. */
  async #signOut(origin: string, everywhere: boolean): Promise<Record<string, never>> {
    const token = this.#tokenOf(origin);
    this.forget(origin);
    if (token === undefined) return {};
    const api = this.#api(origin);
    await (everywhere ? api.signOutEverywhere(token) : api.signOut(token));
    return {};
  }

  async #changePassword(origin: string, current: string, next: string): Promise<Record<string, never>> {
    const api = this.#api(origin);
    const token = this.#requireToken(origin);
    // The salt is asked for by the account's phone number, which the token stands for.
    const { phone, nickname } = await api.describe(token);
    const deviceKey = await api.changePassword(token, phone, current, next);
    if (deviceKey !== undefined) this.#parts.devices.keep(origin, { phone, nickname, deviceKey });
    return {};
  }

  #take(origin: string, { token, ...account }: Session, staySignedIn: boolean): Account {
    this.#tokens.set(origin, token);
    const { vault, devices } = this.#parts;
    devices.keep(origin, account);
    if (staySignedIn) vault.keep(origin, token);
    else vault.forget(origin);
    return withoutToken(account);
  }

  #tokenOf(origin: string): string | undefined {
    return this.#tokens.get(origin) ?? this.#parts.vault.read(origin);
  }

  #requireToken(origin: string): string {
    const token = this.#tokenOf(origin);
    if (token === undefined) throw new RequestError('not-signed-in');
    return token;
  }

  #requireOrigin(): string {
    const origin = this.#parts.connectedOrigin();
    if (origin === null) throw new DesktopError('not-permitted-here');
    return origin;
  }

  #api(origin: string): AccountApi {
    const { meetingSession } = this.#parts;
    return new AccountApi(origin, (url, init) => meetingSession.fetch(url, { ...init, ...requestRules }));
  }
}

/** Only these fields leave the program, whatever else the server sent. */
function withoutToken({ accountId, nickname, phone }: Account): Account {
  return { accountId, nickname, phone };
}
