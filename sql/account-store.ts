// The accounts as they are stored. Used by sign-in and by the accounts command.
import { type Kysely, type Selectable, sql } from 'kysely';
import { RequestError } from '../protocol/error-codes.ts';
import { DuplicateError } from './database-errors.ts';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';
import type { Tables } from './tables.ts';

/** What one of the two logins of an account, phone number and nickname, is checked with. */
export interface StoredLogin {
  /** Given out to every client that wants to sign in; 1 to 64 characters. */
  readonly salt: string;
  /** What a digest is checked against (server/sign-in); up to 255 characters, never sent anywhere. */
  readonly credential: string;
}

/** What is known of a person who may sign in; `salt` and `credential` are those of the phone number. */
export interface Account extends StoredLogin {
  /** URL-safe, random. */
  readonly id: string;
  /** Normalised (protocol/identity.ts). */
  readonly phone: string;
  readonly nickname: string;
  /** Of the nickname; missing where only a digest with the salt of the phone number was ever sent. */
  readonly nicknameLogin?: StoredLogin | undefined;
  readonly disabled: boolean;
  readonly createdAtMs: number;
}

export interface NewAccount extends Account {
  /** The form under which the nickname is compared (protocol/identity.ts). */
  readonly nicknameKey: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class AccountStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** @throws RequestError `phone-taken` or `nickname-taken` */
  async insert(account: NewAccount): Promise<void> {
    try {
      await this.#db.insertInto('accounts').values(toRow(account)).execute();
      const { id, credential, nicknameLogin } = account;
      if (nicknameLogin !== undefined) await this.addNicknameLogin(id, credential, nicknameLogin);
    } catch (error) {
      if (!(error instanceof DuplicateError)) throw error;
      if (error.column === 'phone') throw new RequestError('phone-taken');
      if (error.column === 'nickname_key') throw new RequestError('nickname-taken');
      throw error;
    }
  }

  async byId(id: string): Promise<Account | undefined> {
    return this.#find('id', id);
  }

  async byPhone(phone: string): Promise<Account | undefined> {
    return this.#find('phone', phone);
  }

  async byNicknameKey(nicknameKey: string): Promise<Account | undefined> {
    return this.#find('nickname_key', nicknameKey);
  }

  /** All accounts, oldest first. */
  async all(): Promise<Account[]> {
    const accounts: Account[] = [];
    for await (const page of this.pages()) accounts.push(...page);
    return accounts.sort((one, other) => one.createdAtMs - other.createdAtMs || compareIds(one, other));
  }

  /** All accounts, page by page, in no order that means anything. */
  async *pages(): AsyncGenerator<readonly Account[]> {
    const readPage = (after = '') =>
      this.#select()
        // Those that were deleted stay without a credential.
        .where('accounts.credential', '!=', '')
        .where('accounts.id', '>', after)
        .orderBy('accounts.id')
        .limit(sql.lit(rowsPerPage))
        .execute();
    for await (const rows of pagesByKey(readPage, ({ id }) => id)) yield rows.map(toAccount);
  }

  /** How many accounts there are. */
  async count(): Promise<number> {
    const row = await this.#db
      .selectFrom('accounts')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('credential', '!=', '')
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }

  /** The salts of some phone numbers: the same ones at each call, since ids are random and stay. */
  async someSalts(count: number): Promise<string[]> {
    const query = this.#db.selectFrom('accounts').select('salt').where('credential', '!=', '').orderBy('id');
    // Written out: MySQL takes no values here.
    const rows = await query.limit(sql.lit(count)).execute();
    return rows.map(({ salt }) => salt);
  }

  /**
   * Gives an account a new password, by its phone number.
   * @param expected the credential it must still have, so that of two changes at once only one is made
   * @returns whether it was changed
   */
  async replaceCredential(id: string, expected: string, salt: string, credential: string): Promise<boolean> {
    const result = await this.#db
      .updateTable('accounts')
      .set({ salt, credential })
      .where('id', '=', id)
      .where('credential', '=', expected)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /**
   * Lets an account in by its nickname too.
   * @param expected the credential that its phone number must still have, so that an old password comes in by neither
   * @returns whether it was stored; not when the nickname has a login already
   */
  async addNicknameLogin(id: string, expected: string, { salt, credential }: StoredLogin): Promise<boolean> {
    try {
      const result = await this.#db
        .insertInto('nickname_logins')
        .columns(['account_id', 'salt', 'credential'])
        .expression((eb) =>
          eb
            .selectFrom('accounts')
            .select((account) => [
              'accounts.id',
              account.val(salt).as('nickname_salt'),
              account.val(credential).as('nickname_credential'),
            ])
            .where('accounts.id', '=', id)
            .where('accounts.credential', '=', expected),
        )
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    } catch (error) {
      if (error instanceof DuplicateError) return false;
      throw error;
    }
  }

  /**
   * Gives an account the right to how its nickname looks.
   * @param skeleton what nicknames that look alike share, up to 64 characters
   * @param restsAfterMs looks that other accounts gave up after this time (milliseconds since the epoch) are not free
   * @returns whether it was free
   */
  async claimLook(id: string, skeleton: string, restsAfterMs = Number.MAX_SAFE_INTEGER): Promise<boolean> {
    const resting = await this.#db
      .selectFrom('former_nicknames')
      .select('account_id')
      .where('skeleton', '=', skeleton)
      .where('given_up_at_ms', '>', restsAfterMs)
      .where('account_id', '!=', id)
      .limit(sql.lit(1))
      .execute();
    if (resting.length > 0) return false;
    try {
      await this.#db.insertInto('nickname_skeletons').values({ skeleton, account_id: id }).execute();
      return true;
    } catch (error) {
      if (error instanceof DuplicateError) return false;
      throw error;
    }
  }

  /**
   * Gives an account another nickname, and up its right to the look of the one before.
   * @throws RequestError `nickname-taken`
   */
  async rename(id: string, nickname: string, nicknameKey: string): Promise<void> {
    try {
      await this.#db.deleteFrom('nickname_skeletons').where('account_id', '=', id).execute();
      await this.#db
        .updateTable('accounts')
        .set({ nickname, nickname_key: nicknameKey })
        .where('id', '=', id)
        .execute();
    } catch (error) {
      if (error instanceof DuplicateError) throw new RequestError('nickname-taken');
      throw error;
    }
  }

  /** Accounts whose nickname has no right to its look: from before there was such a right, or like an older one. Oldest first. */
  async withoutLook(): Promise<Pick<Account, 'id' | 'nickname'>[]> {
    const readPage = (after = '') =>
      this.#db
        .selectFrom('accounts')
        .leftJoin('nickname_skeletons', 'nickname_skeletons.account_id', 'accounts.id')
        .select(['accounts.id', 'accounts.nickname', 'accounts.created_at_ms as createdAtMs'])
        .where('nickname_skeletons.skeleton', 'is', null)
        .where('accounts.credential', '!=', '')
        .where('accounts.id', '>', after)
        .orderBy('accounts.id')
        .limit(sql.lit(rowsPerPage))
        .execute();
    const accounts = [];
    for await (const page of pagesByKey(readPage, ({ id }) => id)) accounts.push(...page);
    return accounts
      .sort((one, other) => one.createdAtMs - other.createdAtMs || compareIds(one, other))
      .map(({ id, nickname }) => ({ id, nickname }));
  }

  /** Removes the login: the nickname cannot sign in until a login is added to it. */
  async removeNicknameLogin(id: string): Promise<void> {
    await this.#db.deleteFrom('nickname_logins').where('account_id', '=', id).execute();
  }

  async setDisabled(id: string, disabled: boolean): Promise<void> {
    await this.#db
      .updateTable('accounts')
      .set({ disabled: disabled ? 1 : 0 })
      .where('id', '=', id)
      .execute();
  }

  /** Those of some accounts that are there and not disabled. */
  async enabledIds(ids: readonly string[]): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('accounts')
      .select('id')
      .where('id', 'in', ids)
      .where('disabled', '=', 0)
      .execute();
    return rows.map(({ id }) => id);
  }

  async #find(column: 'id' | 'phone' | 'nickname_key', value: string): Promise<Account | undefined> {
    const row = await this.#select().where(`accounts.${column}`, '=', value).executeTakeFirst();
    return row === undefined ? undefined : toAccount(row);
  }

  #select() {
    return this.#db
      .selectFrom('accounts')
      .leftJoin('nickname_logins', 'nickname_logins.account_id', 'accounts.id')
      .selectAll('accounts')
      .select(['nickname_logins.salt as nickname_salt', 'nickname_logins.credential as nickname_credential']);
  }
}

type AccountRow = Selectable<Tables['accounts']> & {
  readonly nickname_salt: string | null;
  readonly nickname_credential: string | null;
};

function toRow(account: NewAccount): Selectable<Tables['accounts']> {
  return {
    id: account.id,
    phone: account.phone,
    nickname: account.nickname,
    nickname_key: account.nicknameKey,
    salt: account.salt,
    credential: account.credential,
    disabled: account.disabled ? 1 : 0,
    created_at_ms: account.createdAtMs,
  };
}

function toAccount(row: AccountRow): Account {
  const { nickname_salt: salt, nickname_credential: credential } = row;
  return {
    id: row.id,
    phone: row.phone,
    nickname: row.nickname,
    salt: row.salt,
    credential: row.credential,
    disabled: row.disabled !== 0,
    createdAtMs: row.created_at_ms,
    ...(salt !== null && credential !== null && { nicknameLogin: { salt, credential } }),
  };
}

function compareIds(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
