// What a client does with passwords, against the account handlers themselves; each call comes from an address of its own.
import { createHash, randomBytes } from 'node:crypto';
import { RequestError } from '../../protocol/error-codes.ts';
import type { NewSignIn } from '../../protocol/account/signed-in-devices.ts';
import { normalizePhone } from '../../protocol/account/identity.ts';
import { createAccountHandlers } from '../../server/features/sign-in/account-handlers.ts';
import type { AccountCaller } from '../../server/dispatch/handler.ts';
import { RegistrationLimits } from '../../server/features/sign-in/registration-limits.ts';
import type { RegistrationMode } from '../../server/config/registration-mode.ts';
import { Registrations } from '../../server/features/sign-in/registrations.ts';
import { createSignIn, type SignIn } from '../../server/features/sign-in/sign-in.ts';
import type { Database } from '../../sql/database.ts';

export type AccountHandlers = ReturnType<typeof createAccountHandlers>;

/** A server's account side, and which sessions it ended sockets of. */
export interface AccountSide {
  readonly signIn: SignIn;
  readonly handlers: AccountHandlers;
  /** Asked of every session id a test names. */
  /** What was announced of new devices. */
  readonly announced: { accountId: string; signIn: NewSignIn }[];
  readonly ended: { accountId: string; isRevoked: (sessionId: string) => boolean }[];
  /** The clock of sessions and tickets, in milliseconds. */
  nowMs: number;
}

export async function openAccountSide(
  database: Database,
  dataDir: string,
  mode: RegistrationMode = 'open',
): Promise<AccountSide> {
  const ended: AccountSide['ended'] = [];
  const announced: AccountSide['announced'] = [];
  const onPruneFailed = (error: unknown): never => {
    throw error;
  };
  const side = { nowMs: Date.now() };
  const signIn = await createSignIn({ database, dataDir, onPruneFailed, now: () => side.nowMs });
  const endSessions = (accountId: string, isRevoked: (sessionId: string) => boolean): void =>
    void ended.push({ accountId, isRevoked });
  const announce = (accountId: string, newSignIn: NewSignIn): void =>
    void announced.push({ accountId, signIn: newSignIn });
  const registrations = new Registrations({
    accounts: signIn.accounts,
    invitations: database.invitations,
    limits: new RegistrationLimits(() => side.nowMs),
    mode,
    counts: () => true,
    now: () => side.nowMs,
  });
  const handlers = createAccountHandlers({
    signIn,
    registrations,
    onSessionBegun: () => undefined,
    onRegistered: () => undefined,
    endSessions,
    announce,
  });
  return Object.assign(side, { signIn, ended, announced, handlers });
}

/** MD5(salt + password) as clients send it. */
export function digestOf(salt: string, password: string): string {
  return createHash('md5')
    .update(salt + password)
    .digest('hex');
}

export const generateSalt = (): string => randomBytes(16).toString('hex');

/** A password as clients send it for one login. */
export function saltAndDigest(password: string): { salt: string; digest: string } {
  const salt = generateSalt();
  return { salt, digest: digestOf(salt, password) };
}

/** An address from the network for documentation, another one at each call. */
export function newAddress(): string {
  return `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::/64`;
}

/** Signs in as a client does: asks for the salt, sends the digest. */
export async function signInWith(
  { handlers }: AccountSide,
  login: string,
  password: string,
  address = newAddress(),
  deviceKey?: string,
  userAgent?: string,
): ReturnType<AccountHandlers['account:sign-in']> {
  const { salt } = await handlers['account:salt']({ login }, { address });
  return handlers['account:sign-in'](
    {
      login,
      digest: digestOf(salt, password),
      ...(deviceKey !== undefined && { deviceKey }),
      ...(normalizePhone(login) !== undefined && { nicknameDigest: saltAndDigest(password) }),
    },
    { address, userAgent },
  );
}

export async function registerWith(
  { handlers }: AccountSide,
  account: { phone: string; nickname: string; password: string },
  { address = newAddress(), invitation }: { address?: string; invitation?: string } = {},
): ReturnType<AccountHandlers['account:register']> {
  const { phone, nickname, password } = account;
  return handlers['account:register'](
    {
      phone,
      nickname,
      ...saltAndDigest(password),
      nicknameDigest: saltAndDigest(password),
      ...(invitation !== undefined && { invitation }),
    },
    { address },
  );
}

/** Who a token belongs to, as the doors ask. @throws RequestError `not-signed-in` */
export async function callerOf({ signIn }: AccountSide, token: string): Promise<AccountCaller> {
  const caller = await signIn.identifyToken(token, { address: newAddress() });
  if (caller === undefined) throw new RequestError('not-signed-in');
  return caller;
}
