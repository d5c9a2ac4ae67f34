// Accounts and signing in, as a feature; whom a token or ticket belongs to, which the transports ask too, is sign-in.ts.
import type { Logger } from 'pino';
import type { Account } from '../../../sql/account-store.ts';
import type { Database } from '../../../sql/database.ts';
import { isLoopback } from '../../addresses/client-networks.ts';
import type { TrustedProxies } from '../../addresses/trusted-proxies.ts';
import type { RegistrationMode } from '../../config/registration-mode.ts';
import type { AccountOutbox } from '../../dispatch/account-outbox.ts';
import type { Budgets } from '../../dispatch/budgets.ts';
import type { Clock } from '../../dispatch/clock.ts';
import type { Feature } from '../../dispatch/feature.ts';
import { type AccountRequestName, createAccountHandlers } from './account-handlers.ts';
import { RegistrationLimits } from './registration-limits.ts';
import { Registrations } from './registrations.ts';
import { SessionWatch, type SessionWatchParts } from './session-watch.ts';
import type { SignIn } from './sign-in.ts';

export interface AccountPorts extends Pick<SessionWatchParts, 'openSessions' | 'endSessions'> {
  readonly signIn: SignIn;
  readonly database: Pick<Database, 'invitations'>;
  readonly registration: RegistrationMode;
  /** How many times as many accounts may be registered; more than 1 for tests of load. */
  readonly requestAllowance: number;
  readonly budgets: Pick<Budgets, 'counts'>;
  readonly proxies: Pick<TrustedProxies, 'sawUntrusted'>;
  /** A session was begun with a new token. */
  readonly onSessionBegun: (token: string) => void;
  /** An account was made. */
  readonly onRegistered: (account: Account) => void;
  readonly outbox: Pick<AccountOutbox, 'toAccount'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Answers the requests about accounts, and looks every few seconds for sessions that were ended elsewhere. */
export function createAccounts(ports: AccountPorts): Feature<AccountRequestName> {
  const { signIn, database, budgets, proxies, outbox, openSessions, endSessions, clock, log } = ports;
  const registrations = new Registrations({
    accounts: signIn.accounts,
    invitations: database.invitations,
    limits: new RegistrationLimits(clock.elapsedMs, ports.requestAllowance),
    mode: ports.registration,
    // Load tests on this machine register thousands; a proxy on it passes on clients of other machines.
    counts: (address) => budgets.counts(address) && (!isLoopback(address) || proxies.sawUntrusted),
    now: clock.now,
  });
  const watch = new SessionWatch({
    sessions: signIn.sessions,
    openSessions,
    endSessions,
    onFailed: (error) => log.warn({ err: error }, 'it could not be looked for sessions that were ended'),
  });
  return {
    handlers: createAccountHandlers({
      signIn,
      registrations,
      onSessionBegun: ports.onSessionBegun,
      onRegistered: ports.onRegistered,
      endSessions,
      announce: (accountId, body) => outbox.toAccount(accountId, { name: 'device:signed-in', body }),
    }),
    close: () => watch.close(),
  };
}
