// Answers every account request. Made by main, with the way to close the sockets of sessions that end.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestOutput } from '../../../protocol/requests.ts';
import type { Account } from '../../../sql/account-store.ts';
import type { Handlers } from '../../dispatch/handler.ts';
import type { Registrations } from './registrations.ts';
import type { SignIn } from './sign-in.ts';

export interface AccountHandlerParts {
  readonly signIn: SignIn;
  readonly registrations: Registrations;
  /** A session was begun with a new token. */
  readonly onSessionBegun: (token: string) => void;
  /** Closes the sockets of those sessions of an account that `isRevoked` names. */
  readonly endSessions: (accountId: string, isRevoked: (sessionId: string) => boolean) => void;
}

type AccountRequestName = Extract<keyof Handlers, `account:${string}`>;

export function createAccountHandlers({
  signIn,
  registrations,
  onSessionBegun,
  endSessions,
}: AccountHandlerParts): Handlers<AccountRequestName> {
  const { accounts, devices, sessions, tickets } = signIn;

  async function startSession(account: Account): Promise<RequestOutput<'account:sign-in'>> {
    const token = await sessions.start(account.id, account.credential);
    // The password was changed, or the account disabled, while it was being checked.
    if (token === undefined) throw new RequestError('wrong-credentials');
    onSessionBegun(token);
    const { id: accountId, nickname, phone } = account;
    return { accountId, nickname, phone, token, deviceKey: devices.makeKey(account) };
  }

  return {
    'account:salt': async ({ login }) => ({ salt: await accounts.saltFor(login) }),
    'account:registration': async () => ({ mode: registrations.mode }),
    'account:register': async ({ invitation, ...registration }, { address }) =>
      startSession(await registrations.register(registration, { address, invitation })),
    'account:sign-in': async ({ login, digest, deviceKey, nicknameDigest }, { address }) =>
      startSession(await accounts.signIn(login, digest, { address, deviceKey }, nicknameDigest)),
    'account:describe': async (_, caller) => {
      const { id, nickname, phone } = await accounts.require(caller.accountId);
      return { accountId: id, nickname, phone };
    },
    'account:sign-out': async (_, { accountId, sessionId }) => {
      await sessions.revoke(sessionId);
      endSessions(accountId, (id) => id === sessionId);
      return {};
    },
    'account:sign-out-everywhere': async (_, { accountId }) => {
      await sessions.revokeAll(accountId);
      endSessions(accountId, () => true);
      return {};
    },
    'account:change-password': async ({ digest, newSalt, newDigest, nicknameDigest }, caller) => {
      await accounts.changePassword(caller, digest, { salt: newSalt, digest: newDigest, nicknameDigest });
      endSessions(caller.accountId, (id) => id !== caller.sessionId);
      return {};
    },
    'account:ticket': async (_, { sessionId }) => ({ ticket: tickets.draw(sessionId) }),
  };
}
