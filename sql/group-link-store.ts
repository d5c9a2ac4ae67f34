// Links into groups, by the hash of their secrets. Used by the messages feature.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface StoredGroupLink {
  readonly conversationId: string;
  readonly inviterId: string;
  /** SHA-256 of the secret in hexadecimal digits; the secret itself is stored nowhere. */
  readonly secretHash: string;
  /** Milliseconds since the epoch. */
  readonly expiresAtMs: number;
  /** How many came in by it. */
  readonly joinedCount: number;
}

/** Every method may throw RequestError `database-unavailable`. */
export class GroupLinkStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async bySecret(secretHash: string): Promise<StoredGroupLink | undefined> {
    const row = await this.#db
      .selectFrom('group_links')
      .selectAll()
      .where('secret_hash', '=', secretHash)
      .executeTakeFirst();
    return row === undefined ? undefined : toLink(row);
  }

  /** All links of a group, in order of their inviters. */
  async of(conversationId: string): Promise<StoredGroupLink[]> {
    const rows = await this.#db
      .selectFrom('group_links')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .orderBy('inviter_id')
      .execute();
    return rows.map(toLink);
  }

  /** Stores a link in place of its inviter's earlier one. */
  async put(link: StoredGroupLink): Promise<void> {
    await this.#db
      .replaceInto('group_links')
      .values({
        conversation_id: link.conversationId,
        inviter_id: link.inviterId,
        secret_hash: link.secretHash,
        expires_at_ms: link.expiresAtMs,
        joined_count: link.joinedCount,
      })
      .execute();
  }

  /** Counts one more that came in by it. */
  async countJoined(secretHash: string): Promise<void> {
    await this.#db
      .updateTable('group_links')
      .set((eb) => ({ joined_count: eb('joined_count', '+', 1) }))
      .where('secret_hash', '=', secretHash)
      .execute();
  }

  /** Removes the link of one inviter, or all of a group. */
  async remove(conversationId: string, inviterId?: string): Promise<void> {
    let query = this.#db.deleteFrom('group_links').where('conversation_id', '=', conversationId);
    if (inviterId !== undefined) query = query.where('inviter_id', '=', inviterId);
    await query.execute();
  }
}

function toLink(row: Tables['group_links']): StoredGroupLink {
  return {
    conversationId: row.conversation_id,
    inviterId: row.inviter_id,
    secretHash: row.secret_hash,
    expiresAtMs: row.expires_at_ms,
    joinedCount: row.joined_count,
  };
}
