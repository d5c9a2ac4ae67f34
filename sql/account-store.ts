// The accounts as they are stored. Used by sign-in and by the accounts command.
import type { Kysely, Selectable } from 'kysely';
import { RequestError } from '../protocol/error-codes.ts';
import { DuplicateError } from './database-errors.ts';
import type { Tables } from './tables.ts';

/** What is known of a person who may sign in. */
export interface Account {
  /** URL-safe, random. */
  readonly id: string;
  /** Normalised (protocol/identity.ts). */
  readonly phone: string;
  readonly nickname: string;
  /** Given out to whoever wants to sign in; 1 to 64 characters. */
  readonly salt: string;
  /** What a digest is checked against (server/sign-in); up to 255 characters, never sent anywhere. */
  readonly credential: string;
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
    const rows = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .orderBy('created_at_ms')
      .orderBy('id')
      .execute();
    return rows.map(toAccount);
  }

  /**
   * Gives an account a new password.
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

  async setDisabled(id: string, disabled: boolean): Promise<void> {
    await this.#db
      .updateTable('accounts')
      .set({ disabled: disabled ? 1 : 0 })
      .where('id', '=', id)
      .execute();
  }

  async #find(column: 'id' | 'phone' | 'nickname_key', value: string): Promise<Account | undefined> {
    const row = await this.#db
      .selectFrom('accounts')
      .selectAll()
      .where(column, '=', value)
      .executeTakeFirst();
    return row === undefined ? undefined : toAccount(row);
  }
}

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

function toAccount(row: Selectable<Tables['accounts']>): Account {
  return {
    id: row.id,
    phone: row.phone,
    nickname: row.nickname,
    salt: row.salt,
    credential: row.credential,
    disabled: row.disabled !== 0,
    createdAtMs: row.created_at_ms,
  };
}
