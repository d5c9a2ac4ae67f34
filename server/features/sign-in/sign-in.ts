// All parts of signing in, put together. Made by main; asked by the transports and by the account handlers.
import type { Database } from '../../../sql/database.ts';
import type { AccountCaller, Caller } from '../../dispatch/handler.ts';
import { Accounts, claimLooks } from './accounts.ts';
import { Credentials } from './credentials.ts';
import { KnownDevices } from './known-devices.ts';
import { loadPeppers, requireSamePepper } from './pepper.ts';
import { loadSecret } from './secret-file.ts';
import { SaltForms } from './salt-forms.ts';
import { Sessions } from './sessions.ts';
import { SignedInDevices } from './signed-in-devices.ts';
import { SignInLimits } from './sign-in-limits.ts';
import { Tickets } from './tickets.ts';

const pruneEveryMs = 60 * 60 * 1000;

export interface SignInParts {
  readonly database: Database;
  /** Folder in which the secrets are kept. */
  readonly dataDir: string;
  /** Told when expired sessions could not be removed; it is tried again an hour later. */
  readonly onPruneFailed: (error: unknown) => void;
  /** Called when so many sign-ins fail, of all logins and addresses, that an attacker must be trying passwords. */
  readonly onStorm?: () => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

export interface SignIn {
  readonly accounts: Accounts;
  readonly credentials: Credentials;
  readonly sessions: Sessions;
  readonly tickets: Tickets;
  readonly devices: KnownDevices;
  readonly signedInDevices: SignedInDevices;
  readonly limits: SignInLimits;
  /** Who a session token belongs to. @throws RequestError `database-unavailable` */
  identifyToken(token: string, from: Caller): Promise<AccountCaller | undefined>;
  /** Who a ticket was drawn for, once, and if that session is still good. @throws RequestError `database-unavailable` */
  redeemTicket(ticket: string, address: string): Promise<AccountCaller | undefined>;
  /** Stops what runs by itself; the database is its opener's. */
  close(): void;
}

/** @throws SettingError when the data folder does not hold the pepper that the database was filled with, or cannot hold one */
export async function createSignIn(parts: SignInParts): Promise<SignIn> {
  const { database, now = Date.now } = parts;
  const peppers = await loadPeppers(parts.dataDir);
  const [pepper] = peppers;
  await requireSamePepper(database.deploymentState, pepper, parts.dataDir);
  await claimLooks(database);
  const credentials = await Credentials.create(peppers);
  const devices = new KnownDevices(await loadSecret(parts.dataDir, 'device-key'));
  const limits = new SignInLimits(parts.onStorm, (text) => pepper.hash(`limit of ${text}`).slice(0, 32));
  const sessions = new Sessions(database.sessions, now);
  const signedInDevices = new SignedInDevices(sessions, database.sessionDevices, now);
  const tickets = new Tickets(() => performance.now());
  const prune = (): void =>
    void Promise.all([
      sessions.prune().then(() => signedInDevices.prune()),
      database.invitations.deleteSpent(now()),
    ]).catch(parts.onPruneFailed);
  const timer = setInterval(prune, pruneEveryMs);
  timer.unref();
  return {
    accounts: new Accounts({
      database,
      pepper,
      saltForms: new SaltForms(database.accounts, now),
      credentials,
      devices,
      limits,
      now,
    }),
    credentials,
    sessions,
    tickets,
    devices,
    signedInDevices,
    limits,
    identifyToken: async (token, from) =>
      callerOf(await sessions.use(token, (session) => signedInDevices.noteUse(session, from)), from.address),
    redeemTicket: async (ticket, address) => {
      const sessionId = tickets.redeem(ticket);
      return sessionId === undefined ? undefined : callerOf(await sessions.find(sessionId), address);
    },
    close: () => clearInterval(timer),
  };
}

function callerOf(
  session: Omit<AccountCaller, 'address'> | undefined,
  address: string,
): AccountCaller | undefined {
  if (session === undefined) return undefined;
  const { accountId, nickname, sessionId, registeredAtMs, looksLikeOlder } = session;
  return { address, accountId, nickname, sessionId, registeredAtMs, looksLikeOlder };
}
