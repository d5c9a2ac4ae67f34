// What people do with their accounts: register, sign in, change the password. Called by the account handlers.
import { randomBytes } from 'node:crypto';
import { RequestError } from '../../../protocol/error-codes.ts';
import { nicknameKey, normalizeNickname, normalizePhone } from '../../../protocol/account/identity.ts';
import { formerNicknameRestDays } from '../../../protocol/people/people-limits.ts';
import type { Account, NewAccount, StoredLogin } from '../../../sql/account-store.ts';
import { passOwnedGroups } from '../../../sql/pass-ownership.ts';
import type { Database, TransactionStores } from '../../../sql/database.ts';
import type { Credentials } from './credentials.ts';
import { inventSalt } from './invented-salt.ts';
import { findAccount, type Login, parseLogin, storedLoginOf } from './login.ts';
import type { KnownDevices } from './known-devices.ts';
import { skeletonHashOf } from './nickname-skeleton.ts';
import type { Pepper } from './pepper.ts';
import type { SaltForms } from './salt-forms.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import type { Asker } from './work-queue.ts';

/** One by one they would each wait for the disk. */
const claimsPerTransaction = 500;

export interface AccountsParts {
  readonly database: Database;
  /** That salts of unknown logins are invented with. */
  readonly pepper: Pepper;
  readonly saltForms: SaltForms;
  readonly credentials: Credentials;
  readonly limits: SignInLimits;
  readonly devices: KnownDevices;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a client makes of a password: MD5(salt + password), 32 lower-case hexadecimal digits. */
export interface SaltedDigest {
  readonly salt: string;
  readonly digest: string;
}

/** A password with two salts: the one for the phone number, and the one for the nickname, without which the nickname cannot sign in. */
export interface NewPassword extends SaltedDigest {
  readonly nicknameDigest?: SaltedDigest | undefined;
}

/** What a person says who registers. */
export interface Registration extends NewPassword {
  readonly phone: string;
  readonly nickname: string;
}

/** Every method may throw RequestError `database-unavailable`, and `too-often` where a digest is handled. */
export class Accounts {
  readonly #parts: AccountsParts;

  constructor(parts: AccountsParts) {
    this.#parts = parts;
  }

  /** The salt to digest a password with; an unknown login gets an invented one, and so does one that cannot sign in yet. */
  async saltFor(loginText: string): Promise<string> {
    const { database, pepper, saltForms } = this.#parts;
    const login = parseLogin(loginText);
    const invented = inventSalt(pepper, login, await saltForms.of(login));
    const account = await findAccount(database.accounts, login);
    return (account && storedLoginOf(account, login)?.salt) ?? invented;
  }

  /**
   * @param from the address, if any, at which both logins are known from then on
   * @param alongside done in the same transaction: where it throws, no account is created
   * @throws RequestError `phone-invalid`, `phone-taken`, `nickname-invalid` or `nickname-taken`
   */
  async register(
    registration: Registration,
    from: { readonly address?: string } = {},
    alongside?: (stores: TransactionStores) => Promise<void>,
  ): Promise<Account> {
    const { accounts } = this.#parts.database;
    const phone = normalizePhone(registration.phone);
    if (phone === undefined) throw new RequestError('phone-invalid');
    const nickname = normalizeNickname(registration.nickname);
    if (nickname === undefined) throw new RequestError('nickname-invalid');
    const key = nicknameKey(nickname);
    // Only a caller that had a digest hashed learns whether an account exists; the database decides between two at once.
    const asker = { address: from.address, purpose: 'registration' } as const;
    const credential = await this.#parts.credentials.make(registration.digest, asker);
    if ((await accounts.byPhone(phone)) !== undefined) throw new RequestError('phone-taken');
    if ((await accounts.byNicknameKey(key)) !== undefined) throw new RequestError('nickname-taken');
    const account: NewAccount = {
      id: makeAccountId(),
      phone,
      nickname,
      nicknameKey: key,
      salt: registration.salt,
      credential,
      nicknameLogin: await this.#store(registration.nicknameDigest, asker),
      disabled: false,
      createdAtMs: this.#parts.now(),
    };
    const restsAfterMs = this.#parts.now() - formerNicknameRestDays * 24 * 3600 * 1000;
    await this.#parts.database.transaction(async (stores) => {
      await alongside?.(stores);
      await stores.accounts.insert(account);
      if (!(await stores.accounts.claimLook(account.id, skeletonHashOf(nickname), restsAfterMs))) {
        throw new RequestError('nickname-taken');
      }
    });
    for (const login of from.address === undefined ? [] : [phone, nickname])
      this.#parts.limits.registered(parseLogin(login).key, from.address ?? '');
    return account;
  }

  /**
   * The account of a login, if the digest is right; unknown and wrong cannot be told apart.
   * @param from the address, and the key that the device was given at an earlier sign-in
   * @param nicknameDigest kept when the nickname cannot sign in yet
   * @throws RequestError `wrong-credentials`, `account-disabled` or `too-many-attempts`
   */
  async signIn(
    loginText: string,
    digest: string,
    from: { readonly address: string; readonly deviceKey?: string | undefined },
    nicknameDigest?: SaltedDigest,
  ): Promise<Account> {
    const login = parseLogin(loginText);
    const find = (): Promise<Account | undefined> => findAccount(this.#parts.database.accounts, login);
    const account = await this.#check(login, from, find, digest);
    if (account.disabled) throw new RequestError('account-disabled');
    const asker = { address: from.address, purpose: 'sign-in' } as const;
    const refreshed = await this.#refresh(account, login, digest, asker);
    const nicknameLogin = account.nicknameLogin ?? (await this.#store(nicknameDigest, asker));
    if (account.nicknameLogin === undefined && nicknameLogin !== undefined) {
      await this.#parts.database.accounts.addNicknameLogin(account.id, refreshed.credential, nicknameLogin);
    }
    return refreshed;
  }

  /**
   * Gives an account a new password and ends its other sessions, both or neither.
   * @param digest of the old password with the salt of the phone number
   * @throws RequestError `wrong-credentials` or `too-many-attempts`
   */
  async changePassword(
    caller: { readonly accountId: string; readonly sessionId: string; readonly address: string },
    digest: string,
    next: NewPassword,
  ): Promise<void> {
    const find = (): Promise<Account | undefined> => this.#parts.database.accounts.byId(caller.accountId);
    const login = { kind: 'phone', key: `account:${caller.accountId}` } as const;
    // Counted by the session, which only its owner has: others' failures do not delay it.
    const from = { address: caller.address, deviceId: `session ${caller.sessionId}` };
    const account = await this.#check(login, from, find, digest);
    await this.setPassword(account, next, caller);
  }

  /**
   * Gives an account a new password without asking for the old one, and ends its sessions, both or neither.
   * @param caller whose session goes on; `undefined` for the operator
   * @throws RequestError `wrong-credentials` when the account has changed since it was read
   */
  async setPassword(
    { id, credential }: Account,
    next: NewPassword,
    caller?: { readonly sessionId: string; readonly address: string },
  ): Promise<void> {
    const asker = { address: caller?.address, purpose: 'sign-in' } as const;
    const nextCredential = await this.#parts.credentials.make(next.digest, asker);
    const nicknameLogin = await this.#store(next.nicknameDigest, asker);
    await this.#parts.database.transaction(async ({ accounts, sessions }) => {
      if (!(await accounts.replaceCredential(id, credential, next.salt, nextCredential))) {
        throw new RequestError('wrong-credentials');
      }
      await accounts.removeNicknameLogin(id);
      if (nicknameLogin !== undefined) await accounts.addNicknameLogin(id, nextCredential, nicknameLogin);
      await sessions.deleteOfAccount(id, caller?.sessionId);
    });
  }

  /** Keeps an account out, ends its sessions and gives its groups to their next owners, or lets it in again. */
  async setDisabled(id: string, disabled: boolean): Promise<void> {
    await this.#parts.database.transaction(async (stores) => {
      if (disabled) await passOwnedGroups(stores, id, this.#parts.now());
      await stores.accounts.setDisabled(id, disabled);
      if (disabled) await stores.sessions.deleteOfAccount(id);
    });
  }

  /** @throws RequestError `not-signed-in` when the account is gone */
  async require(accountId: string): Promise<Account> {
    const account = await this.#parts.database.accounts.byId(accountId);
    if (account === undefined) throw new RequestError('not-signed-in');
    return account;
  }

  /** The account that `find` finds, if the digest is right; does the same work when it finds none. */
  async #check(
    login: Pick<Login, 'kind' | 'key'>,
    from: { readonly address: string; readonly deviceKey?: string | undefined; readonly deviceId?: string },
    find: () => Promise<Account | undefined>,
    digest: string,
  ): Promise<Account> {
    const { credentials, devices, limits } = this.#parts;
    const asker = { address: from.address, purpose: 'sign-in' } as const;
    credentials.requirePlace(asker);
    const account = await find();
    const deviceId = from.deviceId ?? devices.deviceOf(from.deviceKey, account);
    const attempt = await limits.begin({ loginKey: login.key, address: from.address, deviceId });
    let right: boolean;
    try {
      const stored = account && storedLoginOf(account, login);
      right = await credentials.matches(stored?.credential, digest, asker);
    } catch (error) {
      await attempt.cancelled();
      throw error;
    }
    if (account === undefined || !right) throw new RequestError('wrong-credentials');
    await attempt.succeeded();
    return account;
  }

  /** Credentials that were made with other parameters are made anew now that the digest is at hand. */
  async #refresh(account: Account, login: Login, digest: string, asker: Asker): Promise<Account> {
    const { credentials, database } = this.#parts;
    const stored = storedLoginOf(account, login);
    if (stored === undefined || !credentials.isOutdated(stored.credential)) return account;
    const { id } = account;
    const renewed = { salt: stored.salt, credential: await credentials.make(digest, asker) };
    if (login.kind === 'phone') {
      if (await database.accounts.replaceCredential(id, stored.credential, renewed.salt, renewed.credential))
        return { ...account, ...renewed };
      throw new RequestError('wrong-credentials');
    }
    await database.transaction(async ({ accounts }) => {
      await accounts.removeNicknameLogin(id);
      if (!(await accounts.addNicknameLogin(id, account.credential, renewed))) {
        throw new RequestError('wrong-credentials');
      }
    });
    return { ...account, nicknameLogin: renewed };
  }

  async #store(password: SaltedDigest | undefined, asker: Asker): Promise<StoredLogin | undefined> {
    if (password === undefined) return undefined;
    return { salt: password.salt, credential: await this.#parts.credentials.make(password.digest, asker) };
  }
}

/** 128 random bits in URL-safe letters. */
export function makeAccountId(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Gives names that were stored without asking for the right to their look what is free of it, oldest first; those that look like
 * another keep their name, and have no such right.
 */
export async function claimLooks(database: Database): Promise<void> {
  const waiting = await database.accounts.withoutLook();
  for (let start = 0; start < waiting.length; start += claimsPerTransaction) {
    await database.transaction(async ({ accounts }) => {
      for (const { id, nickname } of waiting.slice(start, start + claimsPerTransaction)) {
        await accounts.claimLook(id, skeletonHashOf(nickname));
      }
    });
  }
}
