// Attachments, which messages hold them, and who has listened to them. Used by the files feature and the messages feature.
import { type Kysely, sql } from 'kysely';
import type { Attachment } from '../protocol/files/model.ts';
import type { Tables } from './tables.ts';

export interface NewAttachment {
  readonly id: string;
  readonly accountId: string;
  readonly blobId: string;
  readonly kind: Attachment['kind'];
  readonly name: string;
  readonly durationMs: number | undefined;
  readonly waveform: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
}

export interface StoredAttachment {
  /** As it crosses the wire. */
  readonly attachment: Attachment;
  /** The account that uploaded it. */
  readonly accountId: string;
  readonly blobId: string;
}

/** Every method may throw RequestError `database-unavailable`. */
export class AttachmentStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** @throws DuplicateError when there is one of this id */
  async insert(attachment: NewAttachment): Promise<void> {
    await this.#db
      .insertInto('attachments')
      .values({
        id: attachment.id,
        account_id: attachment.accountId,
        blob_id: attachment.blobId,
        kind: attachment.kind,
        name: attachment.name,
        duration_ms: attachment.durationMs ?? null,
        waveform: attachment.waveform ?? null,
        created_at_ms: attachment.createdAtMs,
      })
      .execute();
  }

  async byId(id: string): Promise<StoredAttachment | undefined> {
    const row = await this.#attachments().where('attachments.id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : toAttachment(row);
  }

  /** Bytes of all attachments of an account. */
  async bytesOf(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom('attachments')
      .innerJoin('blobs', 'blobs.id', 'attachments.blob_id')
      .select(({ fn }) => fn.sum<number | string | null>('blobs.bytes').as('bytes'))
      .where('attachments.account_id', '=', accountId)
      .executeTakeFirst();
    return Number(row?.bytes ?? 0);
  }

  /** Those of these that messages hold which the account may read, in no order that means anything. */
  async readableBy(accountId: string, ids: readonly string[]): Promise<StoredAttachment[]> {
    if (ids.length === 0) return [];
    const rows = await this.#attachments()
      .where('attachments.id', 'in', ids)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('message_attachments as held')
            .innerJoin('conversation_members as member', 'member.conversation_id', 'held.conversation_id')
            .innerJoin('messages', (join) =>
              join
                .onRef('messages.conversation_id', '=', 'held.conversation_id')
                .onRef('messages.seq', '=', 'held.seq'),
            )
            .select('held.seq')
            .whereRef('held.attachment_id', '=', 'attachments.id')
            .where('member.account_id', '=', accountId)
            // 0 of who is not to see the conversation.
            .where('member.event_number', '>', 0)
            .whereRef('held.seq', '>=', 'member.joined_seq')
            .where(({ or, eb, ref }) =>
              or([eb('member.left_seq', 'is', null), eb('held.seq', '<=', ref('member.left_seq'))]),
            )
            .where('messages.recalled', '=', 0),
        ),
      )
      .execute();
    return rows.map(toAttachment);
  }

  /**
   * What an account may put into a message: what it uploaded, and what it may read; in the order of `ids`.
   * @returns fewer where some are not among them
   */
  async usableBy(accountId: string, ids: readonly string[]): Promise<Attachment[]> {
    if (ids.length === 0) return [];
    const own = await this.#attachments()
      .where('attachments.account_id', '=', accountId)
      .where('attachments.id', 'in', ids)
      .execute();
    const found = new Map(own.map((row) => [row.id, toAttachment(row)]));
    const others = ids.filter((id) => !found.has(id));
    for (const each of await this.readableBy(accountId, others)) found.set(each.attachment.id, each);
    return ids.flatMap((id) => found.get(id)?.attachment ?? []);
  }

  /** Attachments of some messages, by `seq`, in their order. */
  async ofMessages(
    conversationId: string,
    seqs: readonly number[],
  ): Promise<ReadonlyMap<number, readonly Attachment[]>> {
    const found = new Map<number, Attachment[]>();
    if (seqs.length === 0) return found;
    const rows = await this.#attachments()
      .innerJoin('message_attachments as held', 'held.attachment_id', 'attachments.id')
      .select('held.seq')
      .where('held.conversation_id', '=', conversationId)
      .where('held.seq', 'in', seqs)
      .orderBy('held.seq')
      .orderBy('held.place')
      .execute();
    for (const row of rows) {
      const { attachment } = toAttachment(row);
      found.set(row.seq, [...(found.get(row.seq) ?? []), attachment]);
    }
    return found;
  }

  /** A message holds these from now on, in this order. */
  async hold(conversationId: string, seq: number, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#db
      .insertInto('message_attachments')
      .values(ids.map((id, place) => ({ conversation_id: conversationId, seq, place, attachment_id: id })))
      .execute();
  }

  /** A message holds none any more: it was recalled. */
  async release(conversationId: string, seq: number): Promise<void> {
    await this.#db
      .deleteFrom('message_attachments')
      .where('conversation_id', '=', conversationId)
      .where('seq', '=', seq)
      .execute();
  }

  /** Attachments made before a moment that no message holds, at most `limit`. */
  async unheld(madeBeforeMs: number, limit: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('attachments')
      .select('id')
      .where('created_at_ms', '<', madeBeforeMs)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('message_attachments as held')
              .select('held.seq')
              .whereRef('held.attachment_id', '=', 'attachments.id'),
          ),
        ),
      )
      .limit(sql.lit(limit))
      .execute();
    return rows.map((row) => row.id);
  }

  /** Removes an attachment unless a message holds it. */
  async removeUnheld(id: string): Promise<void> {
    await this.#db
      .deleteFrom('attachments')
      .where('id', '=', id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('message_attachments as held').select('held.seq').where('held.attachment_id', '=', id),
          ),
        ),
      )
      .execute();
  }

  /** Notes that an account has listened to a voice message. @throws DuplicateError when it had before */
  async markHeard(accountId: string, id: string): Promise<void> {
    await this.#db
      .insertInto('heard_attachments')
      .values({ account_id: accountId, attachment_id: id })
      .execute();
  }

  /** Those of these that an account has listened to. */
  async heardAmong(accountId: string, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await this.#db
      .selectFrom('heard_attachments')
      .select('attachment_id')
      .where('account_id', '=', accountId)
      .where('attachment_id', 'in', ids)
      .execute();
    return rows.map((row) => row.attachment_id);
  }

  #attachments() {
    return this.#db
      .selectFrom('attachments')
      .innerJoin('blobs', 'blobs.id', 'attachments.blob_id')
      .selectAll('attachments')
      .select(['blobs.bytes', 'blobs.type', 'blobs.width', 'blobs.height', 'blobs.placeholder']);
  }
}

interface AttachmentRow {
  readonly id: string;
  readonly account_id: string;
  readonly blob_id: string;
  readonly kind: string;
  readonly name: string;
  readonly duration_ms: number | null;
  readonly waveform: string | null;
  readonly bytes: number;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
}

function toAttachment(row: AttachmentRow): StoredAttachment {
  const { width, height, placeholder, duration_ms: durationMs, waveform } = row;
  const kind = row.kind === 'picture' || row.kind === 'voice' ? row.kind : 'file';
  return {
    attachment: {
      id: row.id,
      kind,
      name: row.name,
      bytes: row.bytes,
      type: row.type,
      ...(kind === 'picture' && width !== null && height !== null && { width, height }),
      ...(kind === 'picture' && placeholder !== null && { placeholder }),
      ...(durationMs !== null && { durationMs }),
      ...(waveform !== null && { waveform }),
    },
    accountId: row.account_id,
    blobId: row.blob_id,
  };
}
