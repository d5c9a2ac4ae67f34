// What was uploaded, by content. The bytes lie in files; a file without a row is worth nothing. Used by the files feature.
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredBlob {
  /** SHA-256 of the bytes in hexadecimal digits. */
  readonly id: string;
  readonly bytes: number;
  readonly type: string;
  /** Of what was found to be a picture. */
  readonly picture: StoredPicture | undefined;
}

export interface StoredPicture {
  readonly width: number;
  readonly height: number;
  /** A tiny WebP in base64. */
  readonly placeholder: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class BlobStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async byId(id: string): Promise<StoredBlob | undefined> {
    const row = await this.#db.selectFrom('blobs').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toBlob(row);
  }

  /** @throws DuplicateError when there is one of this id */
  async insert({ id, bytes, type, picture }: StoredBlob): Promise<void> {
    const { width = null, height = null, placeholder = null } = picture ?? {};
    await this.#db.insertInto('blobs').values({ id, bytes, type, width, height, placeholder }).execute();
  }

  /** The ids among these that there are. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#db.selectFrom('blobs').select('id').where('id', 'in', ids).execute();
    return new Set(rows.map((row) => row.id));
  }

  /** Ids of blobs that no attachment has, at most `limit`. */
  async unused(limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('blobs')
      .select('id')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('attachments')
              .select('attachments.id')
              .whereRef('attachments.blob_id', '=', 'blobs.id'),
          ),
        ),
      )
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => row.id);
  }

  /** Removes a blob unless an attachment has it. @returns whether it was removed */
  async removeUnused(id: string): Promise<boolean> {
    const result = await this.#db
      .deleteFrom('blobs')
      .where('id', '=', id)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('attachments').select('attachments.id').where('attachments.blob_id', '=', id))),
      )
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  }
}

function toBlob(row: Selectable<Tables['blobs']>): StoredBlob {
  const { id, bytes, type, width, height, placeholder } = row;
  const isPicture = width !== null && height !== null && placeholder !== null;
  return { id, bytes, type, picture: isPicture ? { width, height, placeholder } : undefined };
}
