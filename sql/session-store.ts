// Who stays signed in, as it is stored. Used by sign-in and by the accounts command.
import { type Kysely, sql } from 'kysely';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';
import type { Tables } from './tables.ts';

export interface NewSession {
  /** URL-safe, random; names the session without letting anybody in. */
  readonly id: string;
  readonly accountId: string;
  /** SHA-256 of the token in hexadecimal digits. */
  readonly tokenHash: string;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** A session that has not expired, and whose account is not disabled. */
export interface LiveSession {
  readonly sessionId: string;
  readonly accountId: string;
  readonly nickname: string;
  /** When the account was made. */
  readonly registeredAtMs: number;
  /** Whether the nickname has no right to its look, since that of an older account has it. */
  readonly looksLikeOlder: boolean;
  readonly createdAtMs: number;
  /** When `touch` was last called, or the session made. */
  readonly usedAtMs: number;
}

/** Statements have a largest number of values, and a plan for each number of them. */
const idsPerQuery = 500;

/** Every method may throw RequestError `database-unavailable`. */
export class SessionStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /**
   * Stores a session, but only if its account still has this credential and is not disabled: a password changed while
   * the old one was being checked opens no session.
   * @returns whether it was stored
   */
  async insert(session: NewSession, credential: string): Promise<boolean> {
    const result = await this.#db
      .insertInto('sessions')
      .columns(['id', 'account_id', 'token_hash', 'created_at_ms', 'used_at_ms', 'expires_at_ms'])
      .expression((eb) =>
        eb
          .selectFrom('accounts')
          .select((account) => [
            account.val(session.id).as('session_id'),
            'accounts.id',
            account.val(session.tokenHash).as('token_hash'),
            account.val(session.createdAtMs).as('created_at'),
            account.val(session.createdAtMs).as('used_at'),
            account.val(session.expiresAtMs).as('expires_at'),
          ])
          .where('accounts.id', '=', session.accountId)
          .where('accounts.credential', '=', credential)
          .where('accounts.disabled', '=', 0),
      )
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async byTokenHash(tokenHash: string, nowMs: number): Promise<LiveSession | undefined> {
    return this.#find('sessions.token_hash', tokenHash, nowMs);
  }

  async byId(id: string, nowMs: number): Promise<LiveSession | undefined> {
    return this.#find('sessions.id', id, nowMs);
  }

  /** Those of the ids whose session has not ended, and whose account is not disabled. */
  async living(ids: readonly string[], nowMs: number): Promise<Set<string>> {
    const living = new Set<string>();
    for (let start = 0; start < ids.length; start += idsPerQuery) {
      const rows = await this.#db
        .selectFrom('sessions')
        .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
        .select('sessions.id')
        .where('sessions.id', 'in', ids.slice(start, start + idsPerQuery))
        .where('sessions.expires_at_ms', '>', nowMs)
        .where('accounts.disabled', '=', 0)
        .execute();
      for (const { id } of rows) living.add(id);
    }
    return living;
  }

  /** Notes that a session is in use, and how long it lasts now. */
  async touch(id: string, usedAtMs: number, expiresAtMs: number): Promise<void> {
    await this.#db
      .updateTable('sessions')
      .set({ used_at_ms: usedAtMs, expires_at_ms: expiresAtMs })
      .where('id', '=', id)
      .execute();
  }

  /** The sessions of an account that have not expired, the one used last first. */
  async ofAccount(
    accountId: string,
    nowMs: number,
  ): Promise<Pick<LiveSession, 'sessionId' | 'createdAtMs' | 'usedAtMs'>[]> {
    const rows = await this.#db
      .selectFrom('sessions')
      .select(['id', 'created_at_ms', 'used_at_ms'])
      .where('account_id', '=', accountId)
      .where('expires_at_ms', '>', nowMs)
      .orderBy('used_at_ms', 'desc')
      .execute();
    return rows.map((row) => ({
      sessionId: row.id,
      createdAtMs: row.created_at_ms,
      usedAtMs: row.used_at_ms,
    }));
  }

  /** Ends a session; one of another account stays. */
  async delete(accountId: string, id: string): Promise<void> {
    await this.#db.deleteFrom('sessions').where('account_id', '=', accountId).where('id', '=', id).execute();
  }

  /** @param keptId the one session that stays, if any */
  async deleteOfAccount(accountId: string, keptId?: string): Promise<void> {
    const all = this.#db.deleteFrom('sessions').where('account_id', '=', accountId);
    await (keptId === undefined ? all : all.where('id', '!=', keptId)).execute();
  }

  /** Ends the sessions of an account that were unused longest, except for `keptCount`; a thousand at most. */
  async deleteUnused(accountId: string, keptCount: number): Promise<void> {
    const rows = await this.#db
      .selectFrom('sessions')
      .select('id')
      .where('account_id', '=', accountId)
      .orderBy('used_at_ms', 'desc')
      // Written out: MySQL takes no values here.
      .limit(sql.lit(keptCount + 1000))
      .execute();
    const ids = rows.slice(keptCount).map(({ id }) => id);
    if (ids.length > 0) await this.#db.deleteFrom('sessions').where('id', 'in', ids).execute();
  }

  /** Ends every session of every account. */
  async deleteAll(): Promise<void> {
    await this.#db.deleteFrom('sessions').execute();
  }

  /** Removes those that have expired, some at a time: other writes need not wait until all are gone. */
  async deleteExpired(nowMs: number): Promise<void> {
    const readPage = (after = '') =>
      this.#db
        .selectFrom('sessions')
        .select('id')
        .where('expires_at_ms', '<=', nowMs)
        .where('id', '>', after)
        .orderBy('id')
        .limit(sql.lit(rowsPerPage))
        .execute();
    for await (const page of pagesByKey(readPage, ({ id }) => id)) {
      const ids = page.map(({ id }) => id);
      // One that was used meanwhile may have come back to life.
      await this.#db
        .deleteFrom('sessions')
        .where('id', 'in', ids)
        .where('expires_at_ms', '<=', nowMs)
        .execute();
    }
  }

  async #find(
    column: 'sessions.id' | 'sessions.token_hash',
    value: string,
    nowMs: number,
  ): Promise<LiveSession | undefined> {
    const row = await this.#db
      .selectFrom('sessions')
      .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
      .leftJoin('nickname_skeletons', 'nickname_skeletons.account_id', 'accounts.id')
      .select(['sessions.id', 'sessions.account_id', 'sessions.used_at_ms'])
      .select('sessions.created_at_ms as session_created_at_ms')
      .select(['accounts.nickname', 'accounts.created_at_ms', 'nickname_skeletons.skeleton'])
      .where(column, '=', value)
      .where('sessions.expires_at_ms', '>', nowMs)
      .where('accounts.disabled', '=', 0)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      sessionId: row.id,
      accountId: row.account_id,
      nickname: row.nickname,
      registeredAtMs: row.created_at_ms,
      looksLikeOlder: row.skeleton === null,
      createdAtMs: row.session_created_at_ms,
      usedAtMs: row.used_at_ms,
    };
  }
}
