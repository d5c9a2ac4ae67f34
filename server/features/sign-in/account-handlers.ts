// Answers every account request. A part of the accounts feature.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestOutput } from '../../../protocol/requests.ts';
import type { Account } from '../../../sql/account-store.ts';
import type { NewSignIn } from '../../../protocol/account/signed-in-devices.ts';
import type { Caller, Handlers } from '../../dispatch/handler.ts';
import type { Registrations } from './registrations.ts';
import type { SignIn } from './sign-in.ts';

export interface AccountHandlerParts {
  readonly signIn: SignIn;
  readonly registrations: Registrations;
  /** A session was begun with a new token. */
  readonly onSessionBegun: (token: string) => void;
  /** An account was made. */
  readonly onRegistered: (account: Account) => void;
  /** Closes the sockets of those sessions of an account that `isRevoked` names. */
  readonly endSessions: (accountId: string, isRevoked: (sessionId: string) => boolean) => void;
  /** Sends to the open connections of an account that it signed in on a new device. */
  readonly announce: (accountId: string, signIn: NewSignIn) => void;
}

export type AccountRequestName = Extract<keyof Handlers, `account:${string}`>;

export function createAccountHandlers({
  signIn,
  registrations,
  onSessionBegun,
  onRegistered,
  endSessions,
  announce,
}: AccountHandlerParts): Handlers<AccountRequestName> {
  const { accounts, devices, sessions, signedInDevices, tickets } = signIn;

  /** @param isNew whether the account has been used before, but not on this device */
  async function startSession(
    account: Account,
    from: Caller,
    isNew: boolean,
  ): Promise<RequestOutput<'account:sign-in'>> {
    const started = await sessions.start(account.id, account.credential);
    // The password was changed, or the account disabled, while it was being checked.
    if (started === undefined) throw new RequestError('wrong-credentials');
    onSessionBegun(started.token);
    const { id: accountId, nickname, phone } = account;
    const newSignIn = await signedInDevices.add({ accountId, sessionId: started.sessionId }, from, isNew);
    if (newSignIn !== undefined) announce(accountId, newSignIn);
    return { accountId, nickname, phone, token: started.token, deviceKey: devices.makeKey(account) };
  }

  return {
    'account:salt': async ({ login }) => ({ salt: await accounts.saltFor(login) }),
    'account:registration': async () => ({ mode: registrations.mode }),
    'account:register': async ({ invitation, ...registration }, caller) => {
      const from = { address: caller.address, invitation };
      const account = await registrations.register(registration, from);
      onRegistered(account);
      return startSession(account, caller, false);
    },
    'account:sign-in': async ({ login, digest, deviceKey, nicknameDigest }, caller) => {
      const from = { address: caller.address, deviceKey };
      const account = await accounts.signIn(login, digest, from, nicknameDigest);
      return startSession(account, caller, devices.deviceOf(deviceKey, account) === undefined);
    },
    'account:describe': async (_, caller) => {
      const { id, nickname, phone } = await accounts.require(caller.accountId);
      return { accountId: id, nickname, phone };
    },
    'account:sign-out': async (_, { accountId, sessionId }) => {
      await sessions.revoke(accountId, sessionId);
      endSessions(accountId, (id) => id === sessionId);
      return {};
    },
    'account:sign-out-everywhere': async (_, { accountId }) => {
      await sessions.revokeAll(accountId);
      endSessions(accountId, () => true);
      return {};
    },
    'account:devices': async (_, { accountId, sessionId }) => ({
      devices: await signedInDevices.list(accountId, sessionId),
      newSignIns: await signedInDevices.newSignIns(accountId),
    }),
    'account:sign-out-device': async (input, { accountId }) => {
      await sessions.revoke(accountId, input.sessionId);
      // Sockets are looked for among those of this account alone.
      endSessions(accountId, (id) => id === input.sessionId);
      return {};
    },
    'account:sign-out-others': async (_, { accountId, sessionId }) => {
      await sessions.revokeAll(accountId, sessionId);
      endSessions(accountId, (id) => id !== sessionId);
      return {};
    },
    'account:change-password': async ({ digest, newSalt, newDigest, nicknameDigest }, caller) => {
      await accounts.changePassword(caller, digest, { salt: newSalt, digest: newDigest, nicknameDigest });
      endSessions(caller.accountId, (id) => id !== caller.sessionId);
      return { deviceKey: devices.makeKey({ id: caller.accountId, salt: newSalt }) };
    },
    'account:ticket': async (_, { sessionId }) => ({ ticket: tickets.draw(sessionId) }),
  };
}
