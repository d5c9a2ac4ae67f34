// Uploads that are not finished. Used by the files feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredUpload {
  /** Of the attachment that it becomes, too. */
  readonly id: string;
  readonly accountId: string;
  /** SHA-256 of the key that opens it, in hexadecimal digits. */
  readonly keyHash: string;
  readonly name: string;
  /** `undefined` while it is not known. */
  readonly bytes: number | undefined;
  readonly reservedBytes: number;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class UploadStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async insert(upload: StoredUpload): Promise<void> {
    await this.#db
      .insertInto('uploads')
      .values({
        id: upload.id,
        account_id: upload.accountId,
        key_hash: upload.keyHash,
        name: upload.name,
        bytes: upload.bytes ?? null,
        reserved_bytes: upload.reservedBytes,
        created_at_ms: upload.createdAtMs,
      })
      .execute();
  }

  async byId(id: string): Promise<StoredUpload | undefined> {
    const row = await this.#db.selectFrom('uploads').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toUpload(row);
  }

  async ofAccount(accountId: string): Promise<StoredUpload[]> {
    const rows = await this.#db
      .selectFrom('uploads')
      .selectAll()
      .where('account_id', '=', accountId)
      .execute();
    return rows.map(toUpload);
  }

  /** Sets the length of an upload that was begun without one. */
  async setBytes(id: string, bytes: number): Promise<void> {
    await this.#db
      .updateTable('uploads')
      .set({ bytes, reserved_bytes: bytes })
      .where('id', '=', id)
      .where('bytes', 'is', null)
      .execute();
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('uploads').where('id', '=', id).execute();
  }

  /** Ids of uploads that were begun before a moment, at most `limit`. */
  async begunBefore(atMs: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('uploads')
      .select('id')
      .where('created_at_ms', '<', atMs)
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => row.id);
  }
}

function toUpload(row: Selectable<Tables['uploads']>): StoredUpload {
  return {
    id: row.id,
    accountId: row.account_id,
    keyHash: row.key_hash,
    name: row.name,
    bytes: row.bytes ?? undefined,
    reservedBytes: row.reserved_bytes,
    createdAtMs: row.created_at_ms,
  };
}
