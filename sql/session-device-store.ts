// On which devices sessions began and where they were used last, as it is stored. Used by sign-in.
import { type Kysely, sql } from 'kysely';
import { DuplicateError } from './database-errors.ts';
import { pagesByKey, rowsPerPage } from './pages-by-key.ts';
import type { Tables } from './tables.ts';

export interface SessionDevice {
  readonly sessionId: string;
  readonly accountId: string;
  /** Names from short lists; what the device itself said is not stored. */
  readonly program: string | undefined;
  readonly system: string | undefined;
  /** IP address of the last use. */
  readonly address: string;
  /** Milliseconds since the epoch. */
  readonly signedInAtMs: number;
  /** Whether the account had not used the device before. */
  readonly isNew: boolean;
}

/** Every method may throw RequestError `database-unavailable`. */
export class SessionDeviceStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(device: SessionDevice): Promise<void> {
    await this.#db
      .insertInto('session_devices')
      .values({
        session_id: device.sessionId,
        account_id: device.accountId,
        program: device.program ?? null,
        system: device.system ?? null,
        address: device.address,
        signed_in_at_ms: device.signedInAtMs,
        is_new: device.isNew ? 1 : 0,
      })
      .execute();
  }

  /** Notes where a session is used now; adds the device of a session that has none yet. */
  async noteUse(device: SessionDevice): Promise<void> {
    const { sessionId, address } = device;
    const known = await this.#db
      .selectFrom('session_devices')
      .select('address')
      .where('session_id', '=', sessionId)
      .executeTakeFirst();
    if (known === undefined) return this.add(device).catch(unlessThere);
    if (known.address === address) return;
    await this.#db
      .updateTable('session_devices')
      .set({ address })
      .where('session_id', '=', sessionId)
      .execute();
  }

  /** The devices of an account, the one that signed in last first, those of sessions that have ended too. */
  async ofAccount(accountId: string): Promise<SessionDevice[]> {
    const rows = await this.#db
      .selectFrom('session_devices')
      .selectAll()
      .where('account_id', '=', accountId)
      .orderBy('signed_in_at_ms', 'desc')
      .execute();
    return rows.map((row) => ({
      sessionId: row.session_id,
      accountId: row.account_id,
      program: row.program ?? undefined,
      system: row.system ?? undefined,
      address: row.address,
      signedInAtMs: row.signed_in_at_ms,
      isNew: row.is_new !== 0,
    }));
  }

  /** Forgets the devices of an account that signed in first, except for `keptCount`; a thousand at most. */
  async deleteEarliest(accountId: string, keptCount: number): Promise<void> {
    const rows = await this.#db
      .selectFrom('session_devices')
      .select('session_id')
      .where('account_id', '=', accountId)
      .orderBy('signed_in_at_ms', 'desc')
      // Written out: MySQL takes no values here.
      .limit(sql.lit(keptCount + 1000))
      .execute();
    const ids = rows.slice(keptCount).map((row) => row.session_id);
    if (ids.length > 0) await this.#db.deleteFrom('session_devices').where('session_id', 'in', ids).execute();
  }

  /**
   * Forgets the devices of sessions that have ended, some at a time.
   * @param newBeforeMs a new device that signed in after this is kept, since it is still announced
   */
  async deleteEnded(newBeforeMs: number): Promise<void> {
    const readPage = (after = '') =>
      this.#db
        .selectFrom('session_devices')
        .leftJoin('sessions', 'sessions.id', 'session_devices.session_id')
        .select('session_devices.session_id')
        .where('sessions.id', 'is', null)
        .where((eb) => eb.or([eb('is_new', '=', 0), eb('signed_in_at_ms', '<=', newBeforeMs)]))
        .where('session_devices.session_id', '>', after)
        .orderBy('session_devices.session_id')
        .limit(sql.lit(rowsPerPage))
        .execute();
    for await (const page of pagesByKey(readPage, (row) => row.session_id)) {
      const ids = page.map((row) => row.session_id);
      await this.#db.deleteFrom('session_devices').where('session_id', 'in', ids).execute();
    }
  }
}

/** Two requests of one session may add its device at once. */
function unlessThere(error: unknown): void {
  if (!(error instanceof DuplicateError)) throw error;
}
